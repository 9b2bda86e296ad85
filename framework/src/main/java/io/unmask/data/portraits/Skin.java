package io.unmask.data.portraits;

/** Paints skin: its tone, blotches, pores, freckles, flush, lines of age, lips and nostrils. */
final class Skin {
    private final Identity identity;
    private final FaceLines lines;
    private final float[] tone;
    private final int seed;

    Skin(Identity identity, FaceLines lines) {
        this.identity = identity;
        this.lines = lines;
        tone = identity.complexion().skin();
        seed = identity.texture();
    }

    /** Plain skin at a point of the resting surface; red, green, blue and gloss into {@code out}. */
    void paint(float u, float v, float[] out) {
        Complexion c = identity.complexion();
        float blotch = c.blotches() * Noise.layered(5 * u, 5 * v, 2, seed);
        float pores = 0.7f * Noise.smooth(17 * u, 17 * v, seed + 11) + 0.5f * Noise.smooth(39 * u, 39 * v, seed + 12);
        float shade = 1 + 0.07f * blotch + 0.06f * pores;
        out[0] = tone[0] * shade;
        out[1] = tone[1] * (shade - 0.06f * blotch);
        out[2] = tone[2] * (shade - 0.05f * blotch);
        out[3] = c.gloss() * (1 - 0.25f * pores);
        out[4] = 0;
        if (c.freckles() > 0) {
            float spot =
                    Noise.smooth(15 * u, 15 * v, seed + 21) * 0.7f + 0.3f * Noise.smooth(31 * u, 31 * v, seed + 22);
            float where = c.freckles()
                    * Noise.step(0.2f, 0.6f, spot)
                    * Noise.step(0.45f, -0.05f, v)
                    * Noise.step(-1.0f, -0.4f, v);
            tint(out, 0.75f * where, 0.78f, 0.60f, 0.50f);
        }
    }

    /** Adds what belongs to the face at these face coordinates. */
    void paintFace(float faceX, float faceY, float[] out) {
        float side = Math.abs(faceX);
        Features f = identity.features();
        float flush = identity.complexion().flush();
        float cheek = 0.8f * hill(side - 0.58f, faceY + 0.45f, 0.42f, 0.40f);
        float nose = 0.6f * hill(side, faceY + f.nose().length() - 0.12f, 0.26f, 0.24f);
        tint(out, flush * Math.max(cheek, nose), 0.98f, 0.80f, 0.80f);
        float under = hill(side - f.eye().x() + 0.03f, faceY + 0.10f, 0.30f, 0.15f);
        tint(out, (0.25f + 0.4f * identity.maturity()) * under, 0.80f, 0.72f, 0.76f);
        age(side, faceX, faceY, out);
        float low = -f.nose().length();
        float nostril = hill(
                side - 0.40f * f.nose().width(),
                faceY - low + 0.020f,
                0.30f * f.nose().width(),
                0.030f);
        tint(out, Math.min(0.92f, 2.0f * nostril), 0.17f, 0.10f, 0.09f);
        float wing = side - f.nose().width() * (1.03f - 1.5f * (faceY - low - 0.03f) * (faceY - low - 0.03f) * 10);
        tint(
                out,
                0.45f * Noise.hill(wing * wing / 0.0011f) * hill(0, faceY - low - 0.035f, 1, 0.10f),
                0.6f,
                0.42f,
                0.40f);
        lips(faceX, faceY, out);
    }

    private void age(float side, float faceX, float faceY, float[] out) {
        float age = identity.maturity();
        float laugh = Math.max(lines.expression.smile(), 0);
        float fold = side - (0.25f + 0.30f * (-0.54f - faceY) + 0.05f * laugh);
        float strength = (0.10f + 0.45f * age + 0.35f * laugh)
                * Noise.hill(fold * fold / 0.0016f)
                * hill(0, faceY + 0.76f, 1, 0.27f);
        tint(out, strength, 0.72f, 0.58f, 0.55f);
        float brow = Math.max(0, 14 * lines.expression.browLift());
        float forehead =
                (0.75f * age * age + 0.5f * brow * age + 0.15f * brow) * hill(faceX, faceY - 0.62f, 0.62f, 0.24f);
        if (forehead > 0.01f) {
            float wave = faceY * 9.5f
                    + 0.25f * Noise.smooth(faceX * 2, 0, seed + 31)
                    + 0.5f * Noise.smooth(faceX * 1.1f, faceY * 6, seed + 32);
            float groove = wave - Noise.floor(wave) - 0.5f;
            tint(out, forehead * Noise.hill(groove * groove / 0.03f), 0.74f, 0.62f, 0.60f);
        }
        float corner = (0.6f * age + 0.25f * laugh * (0.3f + age)) * hill(side - 0.74f, faceY, 0.13f, 0.16f);
        if (corner > 0.01f) {
            float ray = (faceY / Math.max(side - 0.52f, 0.05f)) * 3.2f + 0.3f;
            float groove = ray - Noise.floor(ray) - 0.5f;
            tint(out, corner * Noise.hill(groove * groove / 0.05f), 0.75f, 0.62f, 0.60f);
        }
        float frown = lines.expression.frown() * 0.6f + 0.3f * age * age;
        float crease = side - 0.075f - 0.03f * (faceY - 0.3f);
        tint(out, frown * Noise.hill(crease * crease / 0.0005f) * hill(0, faceY - 0.29f, 1, 0.14f), 0.7f, 0.58f, 0.56f);
    }

    private void lips(float faceX, float faceY, float[] out) {
        float t = faceX / lines.mouthHalfWidth;
        if (t < -1.15f || t > 1.15f || faceY > -0.6f || faceY < -1.4f) {
            return;
        }
        float inside = Math.min(lines.upperLipTop(t) - faceY, faceY - lines.lowerLipBottom(t));
        float cover = Noise.step(-0.016f, 0.016f, inside) * Noise.step(1.04f, 0.93f, Math.abs(t));
        if (cover > 0) {
            float[] lips = identity.complexion().lips();
            float grain = 1 + 0.10f * Noise.smooth(faceX * 42, faceY * 7, seed + 41);
            float depth = faceY > lines.parting(t) ? 0.86f : 1.04f;
            for (int c = 0; c < 3; c++) {
                out[c] = Noise.mix(out[c], lips[c] * grain * depth, cover);
            }
            out[3] = Noise.mix(out[3], 1.3f, cover);
        }
        float line = faceY - lines.parting(t);
        float width = 0.017f + 0.012f * (1 - Math.min(1, t * t));
        tint(
                out,
                0.85f * Noise.hill(line * line / (width * width)) * Noise.step(1.10f, 0.95f, Math.abs(t)),
                0.22f,
                0.12f,
                0.12f);
        if (lines.opening(t) > 0) {
            mouth(t, faceY, out);
        }
    }

    private void mouth(float t, float faceY, float[] out) {
        float top = lines.upperLipBottom(t);
        float bottom = lines.lowerLipTop(t);
        float cover = Noise.step(-0.008f, 0.012f, Math.min(top - faceY, faceY - bottom));
        if (cover <= 0 || Math.abs(t) > 0.92f) {
            return;
        }
        float red = 0.045f;
        float rest = 0.014f;
        float green = rest;
        float blue = rest;
        float depth = (top - faceY) / Math.max(lines.gap, 0.01f);
        if (lines.expression.teeth() && depth < 0.80f) {
            float tooth = t * lines.mouthHalfWidth / 0.062f;
            float gap = tooth - Noise.floor(tooth + 0.5f);
            float light = (1 - 0.55f * t * t)
                    * (1 - 0.35f * Noise.step(0.36f, 0.5f, Math.abs(gap)))
                    * Noise.step(0.80f, 0.66f, depth);
            light *= 0.55f + 0.45f * Noise.step(0, 0.25f, depth);
            red += 0.62f * light;
            green += 0.56f * light;
            blue += 0.47f * light;
        }
        out[0] = Noise.mix(out[0], red, cover);
        out[1] = Noise.mix(out[1], green, cover);
        out[2] = Noise.mix(out[2], blue, cover);
        out[3] = Noise.mix(out[3], 0.5f, cover);
    }

    /** Multiplies the colour, as far as {@code strength} says. */
    static void tint(float[] out, float strength, float red, float green, float blue) {
        out[0] *= 1 + strength * (red - 1);
        out[1] *= 1 + strength * (green - 1);
        out[2] *= 1 + strength * (blue - 1);
    }

    static float hill(float dx, float dy, float halfWidth, float halfHeight) {
        float a = dx / halfWidth;
        float b = dy / halfHeight;
        return Noise.hill(a * a + b * b);
    }
}
