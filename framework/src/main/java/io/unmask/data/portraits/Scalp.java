package io.unmask.data.portraits;

/** Where hair grows on a head: the hairline, the painted undergrowth below the strands, stubble and brows' ground. */
final class Scalp {
    private final Identity identity;
    private final HairTraits hair;
    private final Curve hairline;
    private final float thickness;
    private final float density;
    private final int seed;

    Scalp(Identity identity) {
        this.identity = identity;
        hair = identity.hair();
        seed = identity.texture() + 1000;
        hairline = hairline(hair);
        thickness = switch (hair.style()) {
                    case BALD -> 0;
                    case BUZZ, CROWN -> 0.02f;
                    case BUN -> 0.05f;
                    case AFRO -> 0.34f;
                    default -> 0.09f;
                }
                * hair.volume();
        density = switch (hair.style()) {
            case BALD -> 0.16f;
            case BUZZ -> 0.80f;
            case CROWN -> 0.75f;
            default -> 1;
        };
    }

    private static Curve hairline(HairTraits hair) {
        if (hair.style() == HairTraits.Style.CROWN) {
            return new Curve(new double[][] {
                {0, 1.45},
                {0.6, 1.42},
                {0.95, 1.1},
                {1.1, 0.45},
                {1.2, 0.2},
                {1.35, -0.08},
                {1.55, 0.12},
                {1.75, 0.15},
                {2.05, -0.35},
                {2.5, -0.85},
                {3.2, -0.95}
            });
        }
        double h = hair.hairline();
        double r = hair.recession();
        return new Curve(new double[][] {
            {0, h},
            {0.2, h + 0.2 * r},
            {0.42, h - 0.01 + r},
            {0.66, h - 0.10 + 0.8 * r},
            {0.88, 0.52 + 0.3 * r},
            {1.04, 0.25},
            {1.18, 0.05},
            {1.32, -0.08},
            {1.48, 0.0},
            {1.75, 0.12},
            {2.05, -0.35},
            {2.5, -0.85},
            {3.2, -0.95}
        });
    }

    /** Lowest height with hair at this angle. */
    float hairline(float angle) {
        return hairline.at(Math.abs(angle));
    }

    /** Share of the ground that hair hides. */
    float cover(float u, float v) {
        float over = v - hairline(u);
        if (over < -0.12f) {
            return 0;
        }
        float ragged = 0.035f * Noise.smooth(22 * u, 9 * v, seed);
        return density * Noise.step(-0.05f, 0.10f, over + ragged);
    }

    /** Lifts a point of the bare head to the ground of its hair. */
    void raise(float angle, float height, float[] point) {
        float over = height - hairline(angle);
        if (thickness == 0 || over < 0) {
            return;
        }
        boolean afro = hair.style() == HairTraits.Style.AFRO;
        float lift =
                thickness * Noise.step(0, afro ? 0.45f : 0.30f, over) * (afro ? Noise.step(-0.5f, 0.5f, height) : 1);
        float y = Math.max(0, point[1] - 0.4f);
        float length = (float) Math.sqrt(point[0] * point[0] + y * y + point[2] * point[2]);
        point[0] += lift * point[0] / length;
        point[1] += lift * y / length;
        point[2] += lift * point[2] / length;
    }

    void paint(float u, float v, float cover, float[] out) {
        float streaks = 1 + 0.3f * Noise.smooth(40 * u, 5 * v, seed + 1);
        float dark = (density < 1 ? 0.8f : 0.7f) * streaks;
        float[] colour = hair.colour();
        for (int c = 0; c < 3; c++) {
            float strand = Noise.mix(colour[c], 0.34f, hair.grey()) * dark;
            out[c] = Noise.mix(out[c], strand, cover);
        }
        out[3] = Noise.mix(out[3], hair.style() == HairTraits.Style.BALD ? 1.3f : 0.1f, cover);
    }

    /** The ground of brows and beard. */
    void paintFace(float faceX, float faceY, float u, float v, FaceLines lines, float[] out) {
        float side = Math.abs(faceX);
        float t = (side - lines.browX(0)) / (lines.browX(1) - lines.browX(0));
        if (t > -0.15f && t < 1.1f && faceY > 0 && faceY < 0.6f) {
            float off = (faceY - lines.browLine(t)) / Math.max(0.012f, lines.browHalfThickness(t));
            blend(out, hair.brow(), 0.62f * Noise.hill(off * off * 0.55f) * Noise.step(1.06f, 0.9f, t));
        }
        float beard = beard(faceX, faceY, lines);
        if (beard > 0) {
            float grain = 0.75f + 0.5f * Noise.smooth(46 * u, 46 * v, seed + 2);
            float strength = hair.beard() == HairTraits.Beard.STUBBLE ? 0.42f : 0.72f;
            blend(out, hair.brow(), strength * hair.beardDensity() * beard * grain);
        }
    }

    /** How dense the beard is at these face coordinates, 0..1. */
    float beard(float faceX, float faceY, FaceLines lines) {
        HairTraits.Beard cut = hair.beard();
        if (cut == HairTraits.Beard.NONE || faceY > -0.1f) {
            return 0;
        }
        float side = Math.abs(faceX);
        float t = faceX / lines.mouthHalfWidth;
        float low = -identity.features().nose().length();
        float top = lines.upperLipTop(Noise.clamp(t, -1, 1));
        float bottom = lines.lowerLipBottom(Noise.clamp(t, -1, 1));
        boolean onLips = Math.abs(t) < 1.02f && faceY < top + 0.015f && faceY > bottom - 0.035f;
        if (onLips) {
            return 0;
        }
        float moustache = Noise.step(low - 0.05f, low - 0.13f, faceY)
                * Noise.step(1.35f, 1.0f, Math.abs(t))
                * Noise.step(-1.12f, -0.98f, faceY);
        float chin = Noise.step(0.46f, 0.30f, side) * Noise.step(bottom - 0.02f, bottom - 0.12f, faceY);
        float ring = Noise.step(0.55f, 0.42f, side)
                * Noise.step(low - 0.08f, low - 0.25f, faceY)
                * Noise.step(0.85f, 1.15f, Math.abs(t));
        float line = -0.86f + 0.75f * Noise.step(0.42f, 0.95f, side);
        float cheeks = Noise.step(line + 0.05f, line - 0.10f, faceY);
        return switch (cut) {
            case MOUSTACHE -> moustache;
            case GOATEE -> Math.max(moustache, Math.max(chin, 0.9f * ring));
            default -> Math.max(moustache, Math.max(cheeks, chin));
        };
    }

    private static void blend(float[] out, float[] colour, float cover) {
        float share = Noise.clamp(cover, 0, 1);
        for (int c = 0; c < 3; c++) {
            out[c] = Noise.mix(out[c], colour[c], share);
        }
        out[3] *= 1 - 0.7f * share;
    }
}
