package io.unmask.data.portraits;

/**
 * The lines of one face with one expression, in face coordinates: lids, lips, brows, nose. Paint, relief and
 * landmarks all read the same lines, which is what makes the landmarks exact.
 */
final class FaceLines {
    private static final float[] OUTER_LIP = {-1, -0.62f, -0.22f, 0, 0.22f, 0.62f, 1, 0.62f, 0.25f, 0, -0.25f, -0.62f};
    private static final float[] INNER_LIP = {-0.86f, -0.36f, 0, 0.36f, 0.86f, 0.36f, 0, -0.36f};

    final Features features;
    final Shot.Expression expression;
    final float mouthHalfWidth;
    final float gap;
    private final float mouthY;
    private final float cornerLift;
    private final float upperLip;
    private final float lowerLip;
    private final float upperLid;
    private final float lowerLid;

    FaceLines(Features features, Shot.Expression expression) {
        this.features = features;
        this.expression = expression;
        float smile = expression.smile();
        float laugh = Math.max(smile, 0);
        gap = expression.gap();
        mouthHalfWidth = features.mouth().halfWidth() * (1 + 0.22f * laugh);
        mouthY = features.mouth().y() + 0.012f * laugh;
        cornerLift = features.mouth().corner() + 0.085f * smile - 0.03f * gap;
        upperLip = features.mouth().upperLip() * (1 - 0.25f * laugh);
        lowerLip = features.mouth().lowerLip() * (1 - 0.18f * laugh);
        upperLid = features.eye().upper() * expression.lidOpening();
        // A real smile also lifts the lower lid.
        lowerLid = features.eye().lower() * (1 - 0.35f * laugh);
    }

    /** Whether an eye, the nostrils or the mouth, drawn finer than a pixel, may be at these face coordinates. */
    static boolean fine(float faceX, float faceY) {
        float side = Math.abs(faceX);
        if (faceY > -0.14f) {
            return faceY < 0.24f && side > 0.14f && side < 0.74f;
        }
        return faceY < -0.52f && faceY > -1.22f && side < (faceY < -0.70f ? 0.52f : 0.30f);
    }

    /** Where the lips part; {@code t} runs from -1 to 1 between the corners. */
    float parting(float t) {
        float square = t * t;
        return mouthY + cornerLift * square * (1.3f - 0.3f * square) + 0.010f * Noise.hill(square * 9);
    }

    float upperLipTop(float t) {
        float square = Math.min(t * t, 1);
        float body = (1 - square) * (1 + 0.35f * square);
        float bow = 0.20f * Noise.hill(square * 22)
                - 0.14f * Noise.hill((Math.abs(t) - 0.27f) * (Math.abs(t) - 0.27f) * 14);
        return upperLipBottom(t) + upperLip * body * (1 - bow);
    }

    float upperLipBottom(float t) {
        return parting(t) + 0.18f * opening(t);
    }

    float lowerLipTop(float t) {
        return parting(t) - 0.82f * opening(t);
    }

    float lowerLipBottom(float t) {
        float square = Math.min(t * t, 1);
        return lowerLipTop(t) - lowerLip * (1 - square) * (1 + 0.25f * square);
    }

    /** Distance between the lips. */
    float opening(float t) {
        float square = Math.min(t * t / 0.81f, 1);
        return gap * (1 - square) * (1 + 0.4f * square);
    }

    /** How far the jaw moves this point of the resting face down. */
    float jawDrop(float y) {
        return 0.9f * gap * Noise.step(mouthY + 0.02f, mouthY - 0.2f, y);
    }

    float lidLine(float t, boolean upper) {
        float square = Math.min(t * t, 1);
        float corners = features.eye().tilt() * features.eye().halfWidth() * t;
        if (upper) {
            return corners + upperLid * (1 - square) * (1 + 0.35f * square - 0.22f * t);
        }
        return corners - lowerLid * (1 - square) * (1 + 0.2f * square + 0.25f * t);
    }

    /** Middle line of a brow; {@code t} from 0, inner end, to 1, outer end. */
    float browLine(float t) {
        float lift = expression.browLift() - 0.05f * expression.frown() * (1 - t) * (1 - t);
        float arch = features.brow().arch() * 4 * t * (1 - 0.62f * t) * 0.62f;
        return features.brow().y() + lift + arch + features.brow().tilt() * t - 0.055f * t * t * t;
    }

    float browX(float t) {
        return 0.15f - 0.02f * expression.frown() + 0.54f * t;
    }

    /** Half the thickness of a brow. */
    float browHalfThickness(float t) {
        return 0.95f * features.brow().thickness() * (1 - 0.68f * t * t) * Noise.step(-0.12f, 0.14f, t);
    }

    /** The points that follow from the lines, 17..67 of the 300-W order, in face coordinates. */
    float[] points() {
        float[] xy = new float[136];
        for (int i = 0; i < 5; i++) {
            float t = 0.04f + 0.23f * (4 - i);
            put(xy, 17 + i, -browX(t), browLine(t) + 0.3f * browHalfThickness(t));
            put(xy, 26 - i, browX(t), browLine(t) + 0.3f * browHalfThickness(t));
        }
        float tip = -features.nose().length() + 0.11f;
        for (int i = 0; i < 4; i++) {
            put(xy, 27 + i, 0, Noise.mix(0.05f, tip, i / 3f));
            put(
                    xy,
                    31 + i,
                    features.nose().width() * 0.42f * (i - 2),
                    -features.nose().length() - 0.035f + 0.012f * Math.abs(i - 2));
        }
        put(xy, 35, features.nose().width() * 0.84f, -features.nose().length() - 0.011f);
        float[] lids = {1, 0.36f, -0.36f, -1, -0.36f, 0.36f};
        for (int i = 0; i < 6; i++) {
            float x = features.eye().x() + lids[i] * features.eye().halfWidth();
            float y = lidLine(lids[i], i < 3);
            put(xy, 36 + i, -x, y);
            put(xy, new int[] {45, 44, 43, 42, 47, 46}[i], x, y);
        }
        for (int i = 0; i < 12; i++) {
            float t = OUTER_LIP[i];
            put(xy, 48 + i, t * mouthHalfWidth, i < 7 ? upperLipTop(t) : lowerLipBottom(t));
        }
        for (int i = 0; i < 8; i++) {
            float t = INNER_LIP[i];
            put(xy, 60 + i, t * mouthHalfWidth, i < 5 ? upperLipBottom(t) : lowerLipTop(t));
        }
        return xy;
    }

    private static void put(float[] xy, int point, float x, float y) {
        xy[2 * point] = x;
        xy[2 * point + 1] = y;
    }
}
