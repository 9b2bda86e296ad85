package io.unmask.data.portraits;

/** Paints the eyes: sclera, iris, pupil, the lamp's reflection, the shade and the fold of the lid. */
final class Eyes {
    private final Features features;
    private final FaceLines lines;
    private final float[] iris;
    private final float[] lamp;
    private final int seed;

    Eyes(Identity identity, FaceLines lines, Lighting lighting) {
        features = identity.features();
        this.lines = lines;
        iris = identity.complexion().iris();
        lamp = lighting.towards();
        seed = identity.texture();
    }

    /** Paints over the skin where these face coordinates belong to an eye or its lids. */
    void paint(float faceX, float faceY, float[] out) {
        float side = Math.abs(faceX);
        float t = (side - features.eye().x()) / features.eye().halfWidth();
        if (t < -1.5f || t > 1.6f || faceY > 0.36f || faceY < -0.26f) {
            return;
        }
        float upper = lines.lidLine(t, true);
        float lower = lines.lidLine(t, false);
        lids(t, faceY, upper, lower, out);
        float inside = Math.min(upper - faceY, faceY - lower);
        float cover = Noise.step(-0.010f, 0.010f, inside) * Noise.step(1.04f, 0.96f, Math.abs(t));
        if (cover > 0) {
            ball(faceX, faceY, t, upper, cover, out);
        }
        // The row of upper lashes, thicker towards the temple.
        float lash = faceY - upper - 0.004f;
        float width = 0.018f + 0.007f * Noise.clamp(t, -1, 1);
        float row = Noise.hill(lash * lash / (width * width)) * Noise.step(1.16f, 0.98f, Math.abs(t));
        Skin.tint(out, 0.93f * row, 0.06f, 0.05f, 0.05f);
        float below = faceY - lower + 0.003f;
        Skin.tint(
                out,
                0.42f * Noise.hill(below * below / 0.00018f) * Noise.step(1.05f, 0.7f, Math.abs(t)),
                0.35f,
                0.28f,
                0.28f);
    }

    private void lids(float t, float faceY, float upper, float lower, float[] out) {
        float over = faceY - upper;
        float fold = features.eye().fold();
        if (over > 0 && fold > 0.3f) {
            float crease = over - 0.058f * fold * (1 - 0.25f * t * t) - 0.012f;
            Skin.tint(
                    out,
                    0.62f * Noise.hill(crease * crease / 0.00045f) * Noise.step(1.25f, 0.8f, Math.abs(t)),
                    0.52f,
                    0.40f,
                    0.38f);
        }
        float shade = Noise.hill((t * t * 0.62f) + over * over * 30);
        Skin.tint(out, 0.30f * shade, 0.70f, 0.60f, 0.60f);
        float under = lower - faceY;
        float bag = under - 0.085f;
        Skin.tint(out, 0.22f * Noise.hill(bag * bag / 0.0012f + t * t * 0.7f), 0.72f, 0.64f, 0.66f);
    }

    private void ball(float faceX, float faceY, float t, float upper, float cover, float[] out) {
        float centre = Math.copySign(features.eye().x(), faceX) + 0.085f * lines.expression.gazeX();
        float dx = faceX - centre;
        float dy = faceY - 0.020f - 0.06f * lines.expression.gazeY();
        float radius = (float) Math.sqrt(dx * dx + dy * dy) / features.eye().iris();
        float corner = Noise.step(0.55f, 1.05f, Math.abs(t));
        float shade = (1 - 0.50f * Noise.step(0.055f, -0.01f, upper - faceY)) * (1 - 0.35f * corner);
        float red = 0.40f * shade;
        float green = 0.355f * shade * (1 - 0.15f * corner);
        float blue = 0.34f * shade * (1 - 0.13f * corner);
        float disc = Noise.step(1.06f, 0.92f, radius);
        if (disc > 0) {
            float rays = 1
                    + 0.30f
                            * Noise.smooth(
                                    7 * dx / (dy * dy + 0.003f) * 0.02f + 9 * radius, faceX > 0 ? 3 : 9, seed + 51);
            float ring = 0.30f + 0.70f * Noise.step(1.02f, 0.72f, radius);
            float glow = (1 + 0.55f * Noise.clamp(-dy / features.eye().iris(), -1, 1)) * shade;
            float pupil = Noise.step(0.36f, 0.46f, radius);
            float scale = rays * ring * glow * pupil;
            red = Noise.mix(red, iris[0] * scale, disc);
            green = Noise.mix(green, iris[1] * scale, disc);
            blue = Noise.mix(blue, iris[2] * scale, disc);
        }
        out[0] = Noise.mix(out[0], red, cover);
        out[1] = Noise.mix(out[1], green, cover);
        out[2] = Noise.mix(out[2], blue, cover);
        out[3] = Noise.mix(out[3], 0.15f, cover);
        float shineX = dx - 0.055f * lamp[0] - 0.012f;
        float shineY = dy - 0.048f * lamp[1] - 0.012f;
        out[4] =
                0.95f * cover * 0.7f * Noise.step(0.030f, 0.012f, (float) Math.sqrt(shineX * shineX + shineY * shineY));
    }
}
