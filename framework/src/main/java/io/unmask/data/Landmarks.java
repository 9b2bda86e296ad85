package io.unmask.data;

import io.unmask.config.Check;
import io.unmask.media.PointMap;

/**
 * Points of a face in pixels of its picture: x to the right, y down, (0, 0) the centre of the first pixel.
 * 68 points follow the 300-W order: 0–16 jaw, 17–26 brows, 27–35 nose, 36–47 eyes, 48–67 mouth. 76 and 81 points are
 * those and 8 or 13 on the forehead. Five points are a detector's: the eyes, the tip of the nose and the corners of the
 * mouth, in each pair that of the person's right side (the left of the picture) first.
 *
 * @param xy x0, y0, x1, y1, …; not copied
 */
public record Landmarks(float[] xy) {
    /** Checks that the values come in pairs. */
    public Landmarks {
        Check.that(xy.length % 2 == 0, "xy", xy.length, "must hold pairs of values");
    }

    /** Number of points. */
    public int size() {
        return xy.length / 2;
    }

    /** Where the points are after a change of places. */
    public Landmarks moved(PointMap map) {
        float[] moved = new float[xy.length];
        for (int i = 0; i < size(); i++) {
            moved[2 * i] = (float) map.x(x(i), y(i));
            moved[2 * i + 1] = (float) map.y(x(i), y(i));
        }
        return new Landmarks(moved);
    }

    /** Column of a point. */
    public float x(int point) {
        return xy[2 * point];
    }

    /** Row of a point. */
    public float y(int point) {
        return xy[2 * point + 1];
    }

    /**
     * The smallest box around points.
     *
     * @param left column of the leftmost point
     * @param top row of the highest point
     * @param right column of the rightmost point
     * @param bottom row of the lowest point
     */
    public record Bounds(float left, float top, float right, float bottom) {}

    /** The box around all points. */
    public Bounds bounds() {
        return bounds(0, size() - 1);
    }

    /** The box around the points from one to another, both counted. */
    public Bounds bounds(int first, int last) {
        float left = Float.POSITIVE_INFINITY;
        float top = Float.POSITIVE_INFINITY;
        float right = Float.NEGATIVE_INFINITY;
        float bottom = Float.NEGATIVE_INFINITY;
        for (int i = first; i <= last; i++) {
            left = Math.min(left, x(i));
            top = Math.min(top, y(i));
            right = Math.max(right, x(i));
            bottom = Math.max(bottom, y(i));
        }
        return new Bounds(left, top, right, bottom);
    }
}
