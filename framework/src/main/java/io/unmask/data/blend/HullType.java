package io.unmask.data.blend;

import io.unmask.data.Landmarks;
import io.unmask.media.Drawing;
import io.unmask.media.Plane;
import java.util.ArrayList;
import java.util.List;

/**
 * What part of a face is blended: filled convex hulls of landmarks, several of them united. All but the first
 * and the last are made of named points of the 68 of 300-W (the parts of Face X-ray), which 76 and 81 points begin
 * with. Five points of a detector stand for the 68 of an average face laid over them. Where other points are given,
 * the hull of all of them takes the place of any part.
 */
public enum HullType {
    /** The convex hull of all points. */
    CONVEX_HULL,
    /** Cheeks with mouth, nose ridge, and forehead: the whole face up to the brows. */
    DFL_FULL,
    /** As COMPONENTS, with the brows lifted by half their distance from the eyes. */
    EXTENDED,
    /** Eight parts that all meet at the chin. */
    COMPONENTS,
    /** The convex hull of all points with a soft edge of one pixel. */
    FACEHULL;

    static final int NAMED_POINTS = 68;
    private static final int CHIN = 8;

    private static final int[][] DFL_FULL_PARTS = {
        join(range(0, 16), range(48, 67)), join(range(27, 30), 33), join(range(17, 26), 0, 27, 16, 33)
    };
    private static final int[][] COMPONENT_PARTS = {
        join(range(0, 8), 17),
        join(range(8, 16), 26),
        join(range(17, 19), CHIN),
        join(range(24, 26), CHIN),
        join(range(19, 24), CHIN),
        join(join(range(17, 21), range(31, 35)), 27, CHIN),
        join(join(range(22, 26), range(31, 35)), 27, CHIN),
        join(range(27, 30), range(31, 35)),
    };

    /**
     * The mask of a face.
     *
     * @param landmarks points of the face in pixels; 5, 68, 76 or 81 of them have names, any other number has not
     * @return one value a pixel: 1 inside, 0 outside, between them only on the edge of FACEHULL
     */
    public Plane mask(Landmarks landmarks, int width, int height) {
        Plane mask = Plane.blank(width, height);
        for (float[] part : parts(landmarks)) {
            mask = Drawing.fillConvexHull(mask, part, 1f, this == FACEHULL);
        }
        return mask;
    }

    /** Whether there are points of the forehead after the 68. */
    static boolean hasForehead(Landmarks landmarks) {
        return landmarks.size() == 76 || landmarks.size() == 81;
    }

    private List<float[]> parts(Landmarks given) {
        Landmarks landmarks = FivePoints.whole(given);
        if (landmarks.size() != NAMED_POINTS && !hasForehead(landmarks)) {
            return List.of(landmarks.xy());
        }
        return switch (this) {
            case CONVEX_HULL, FACEHULL -> List.of(landmarks.xy());
            case DFL_FULL -> pick(landmarks.xy(), DFL_FULL_PARTS);
            case COMPONENTS -> pick(landmarks.xy(), COMPONENT_PARTS);
            case EXTENDED -> pick(lifted(landmarks.xy()), COMPONENT_PARTS);
        };
    }

    /** Each brow point moves away from the eye point below it by half their distance. */
    private static float[] lifted(float[] given) {
        float[] xy = given.clone();
        for (int axis = 0; axis < 2; axis++) {
            float left = quarter(given[2 * 36 + axis], given[axis]);
            float right = quarter(given[2 * 45 + axis], given[2 * 16 + axis]);
            float[] below = {
                left,
                given[72 + axis],
                given[74 + axis],
                given[76 + axis],
                given[78 + axis],
                given[84 + axis],
                given[86 + axis],
                given[88 + axis],
                given[90 + axis],
                right
            };
            for (int i = 0; i < below.length; i++) {
                int brow = 2 * (17 + i) + axis;
                xy[brow] = given[brow] + (given[brow] - below[i]) / 2;
            }
        }
        return xy;
    }

    /** A quarter of the way from the corner of an eye to the end of the jaw. */
    private static float quarter(float eye, float jaw) {
        return (eye + (eye + jaw) / 2) / 2;
    }

    private static List<float[]> pick(float[] xy, int[][] parts) {
        List<float[]> picked = new ArrayList<>(parts.length);
        for (int[] part : parts) {
            float[] points = new float[2 * part.length];
            for (int i = 0; i < part.length; i++) {
                points[2 * i] = xy[2 * part[i]];
                points[2 * i + 1] = xy[2 * part[i] + 1];
            }
            picked.add(points);
        }
        return picked;
    }

    private static int[] range(int first, int last) {
        int[] points = new int[last - first + 1];
        for (int i = 0; i < points.length; i++) {
            points[i] = first + i;
        }
        return points;
    }

    private static int[] join(int[] some, int... others) {
        int[] all = new int[some.length + others.length];
        System.arraycopy(some, 0, all, 0, some.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }
}
