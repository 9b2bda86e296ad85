package io.unmask.data.blend;

import io.unmask.data.Landmarks;
import io.unmask.media.Affine;

/**
 * A whole face from the five points of a detector: an average face, turned, scaled and shifted so that its eyes, nose
 * and corners of the mouth lie nearest to the five. On photographs of faces turned up to half to the side, the 68 points
 * lie about a tenth of the distance of the outer corners of the eyes off on average: enough for a hull, not for measuring.
 */
public final class FivePoints {
    private static final int COUNT = 5;

    private static final int NOSE_TIP = 30;
    private static final int MOUTH_RIGHT = 48;
    private static final int MOUTH_LEFT = 54;

    /**
     * The average of 1470 drawn portraits after alignment, made symmetric: the eyes lie at (-0.5, 0) and (0.5, 0),
     * y points down.
     */
    private static final float[] AVERAGE = numbers("""
            -1.071 0.057 -1.043 0.379 -0.965 0.688 -0.871 0.978 -0.724 1.279
            -0.514 1.516 -0.263 1.690 -0.079 1.788 0.000 1.817 0.079 1.788
            0.263 1.690 0.514 1.516 0.724 1.279 0.871 0.978 0.965 0.688 1.043 0.379
            1.071 0.057
            -0.777 -0.332 -0.639 -0.372 -0.497 -0.382 -0.351 -0.368 -0.203 -0.327
            0.203 -0.327 0.351 -0.368 0.497 -0.382 0.639 -0.372 0.777 -0.332
            0.000 -0.056 0.000 0.156 0.000 0.370 0.000 0.589 -0.215 0.733
            -0.108 0.749 0.000 0.765 0.108 0.749 0.215 0.733
            -0.755 -0.003 -0.595 -0.087 -0.408 -0.091 -0.238 0.030 -0.408 0.076
            -0.596 0.074 0.238 0.030 0.408 -0.091 0.595 -0.087 0.755 -0.003
            0.596 0.074 0.408 0.076
            -0.467 1.024 -0.294 0.988 -0.105 0.966 0.000 0.987 0.105 0.966
            0.294 0.988 0.467 1.024 0.294 1.162 0.119 1.225 0.000 1.227
            -0.119 1.225 -0.294 1.162 -0.404 1.035 -0.171 1.063 0.000 1.058
            0.171 1.063 0.404 1.035 0.171 1.103 0.000 1.103 -0.171 1.103
            """);

    private FivePoints() {}

    /** The 68 points of 300-W around five; any other number of points, or five in one place, as they are. */
    public static Landmarks whole(Landmarks points) {
        if (points.size() != COUNT || inOnePlace(points)) {
            return points;
        }
        Landmarks average = new Landmarks(AVERAGE);
        return average.moved(Affine.similarity(fiveOf(average).xy(), points.xy()));
    }

    private static boolean inOnePlace(Landmarks points) {
        boolean same = true;
        for (int i = 1; i < points.size(); i++) {
            same &= points.x(i) == points.x(0) && points.y(i) == points.y(0);
        }
        return same;
    }

    /** The five of 68, as a detector would give them. */
    public static Landmarks fiveOf(Landmarks points) {
        float[] rightEye = eye(points, 36);
        float[] leftEye = eye(points, 42);
        return new Landmarks(new float[] {
            rightEye[0],
            rightEye[1],
            leftEye[0],
            leftEye[1],
            points.x(NOSE_TIP),
            points.y(NOSE_TIP),
            points.x(MOUTH_RIGHT),
            points.y(MOUTH_RIGHT),
            points.x(MOUTH_LEFT),
            points.y(MOUTH_LEFT)
        });
    }

    private static float[] numbers(String text) {
        String[] words = text.strip().split("\\s+", -1);
        float[] numbers = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Float.parseFloat(words[i]);
        }
        return numbers;
    }

    /** The middle of the six points around an eye. */
    private static float[] eye(Landmarks points, int first) {
        float[] middle = new float[2];
        for (int i = first; i < first + 6; i++) {
            middle[0] += points.x(i) / 6;
            middle[1] += points.y(i) / 6;
        }
        return middle;
    }
}
