package io.unmask.data.portraits;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;

/**
 * Grows the hair of a head, strand by strand: from its root each strand follows the comb, sinks with its weight
 * and slides over the skull. Strands of a tuft share their shade and lean together.
 */
final class Hair {
    private static final float SKULL_Y = 0.42f;
    private static final float SKULL_Z = -0.09f;

    private final Identity identity;
    private final HairTraits traits;
    private final Scalp scalp;
    private final HeadSurface surface;
    private final Cut cut;
    private final float topY;
    private final float radiusX;
    private final float[] place = new float[5];
    private final float[] heading = new float[3];

    Hair(Identity identity, HeadSurface surface) {
        this.identity = identity;
        this.surface = surface;
        topY = surface.top();
        traits = identity.hair();
        scalp = new Scalp(identity);
        cut = Cut.of(traits);
        radiusX = 1.05f * identity.bones().width();
    }

    /**
     * How a style is cut.
     *
     * @param strands how many
     * @param length head units
     * @param steps points of a strand
     * @param lift how far a strand stands up at its root
     * @param weight how fast it sinks
     * @param comb how strongly it follows the comb
     * @param thickness greatest distance from the skull
     * @param width of a strand
     */
    private record Cut(
            int strands, float length, int steps, float lift, float weight, float comb, float thickness, float width) {
        static Cut of(HairTraits traits) {
            float v = traits.volume();
            return switch (traits.style()) {
                case BALD -> new Cut(0, 0, 0, 0, 0, 0, 0, 0);
                case CROWN -> new Cut(700, 0.16f, 3, 0.3f, 0.4f, 0.7f, 0.05f, 0.012f);
                case BUZZ -> new Cut(1300, 0.07f, 2, 0.8f, 0, 0.4f, 0.05f, 0.011f);
                case CROP -> new Cut(1500, 0.34f * v, 5, 0.75f, 0.15f, 0.7f, 0.17f * v, 0.014f);
                case SIDE_PART -> new Cut(1500, 0.62f * v, 8, 0.8f, 0.30f, 0.9f, 0.19f * v, 0.015f);
                case SWEPT_BACK -> new Cut(1500, 0.95f, 10, 0.9f, 0.12f, 0.9f, 0.17f * v, 0.015f);
                case AFRO -> new Cut(2400, 0.19f * v, 5, 1.0f, 0.05f, 0.8f, 0.55f * v, 0.020f);
                case BOB -> new Cut(1500, 2.1f, 15, 0.7f, 0.55f, 1, 0.18f * v, 0.020f);
                case LONG, FRINGE -> new Cut(1600, 3.3f, 19, 0.7f, 0.60f, 1, 0.17f * v, 0.022f);
                case BUN -> new Cut(1300, 1.5f, 11, 0.3f, 0.0f, 1.3f, 0.09f, 0.015f);
            };
        }
    }

    void grow(Strands strands) {
        RandomStream random = Seeds.of(identity.texture()).stream("hair");
        int tries = 3 * cut.strands();
        int grown = 0;
        while (grown < cut.strands() && tries-- > 0) {
            if (root(random)) {
                strand(strands, random);
                grown++;
            }
        }
        if (traits.style() == HairTraits.Style.BUN) {
            knot(strands, random);
        }
    }

    /** Chooses a root on the scalp; false where no hair grows. */
    private boolean root(RandomStream random) {
        float up = Traits.between(random, -0.75, 1);
        float angle = (float) (Math.PI * Traits.between(random, -1, 1));
        float cos = Noise.cosine(angle);
        float height = up > 0 ? SKULL_Y + up * (topY - SKULL_Y) : SKULL_Y + up * 1.5f;
        float over = height - scalp.hairline(angle);
        if (over < 0.03f * random.nextFloat()) {
            return false;
        }
        surface.point(Noise.sine(angle), cos, height, place);
        if (traits.style() == HairTraits.Style.AFRO) {
            scalp.raise(angle, height, place);
        }
        return true;
    }

    private void strand(Strands strands, RandomStream random) {
        boolean fringe = traits.style() == HairTraits.Style.FRINGE && place[2] > 0.45f && Math.abs(place[0]) < 0.75f;
        int tuftX = Noise.floor(place[0] * 7);
        int tuftY = Noise.floor((place[1] - place[2]) * 6);
        float tuft = Noise.uniform(tuftX, tuftY, identity.texture());
        float lean = Noise.uniform(tuftX, tuftY, identity.texture() + 1) - 0.5f;
        begin(strands, random, tuft);
        float layer = Traits.between(random, 0.25, 1);
        comb(fringe, lean);
        float length = cut.length() * Traits.between(random, 0.82, 1.05) * (0.9f + 0.2f * tuft);
        float step = length / cut.steps();
        float phase = 6.28f * tuft + Traits.between(random, 0, 1.2);
        float wave = traits.curl() * (traits.style() == HairTraits.Style.AFRO ? 0.07f : 0.055f);
        float turns = traits.style() == HairTraits.Style.AFRO ? 34 : 3.5f + 4 * traits.curl();
        strands.add(place[0], place[1], place[2], 0.35f);
        for (int i = 1; i <= cut.steps(); i++) {
            float along = i * step;
            advance(step, layer * cut.thickness() * Math.min(1, along * 4), lean, fringe);
            float swing = wave * Math.min(1, along * 2.5f);
            float ox = swing * Noise.sine(phase + turns * along);
            float oy = swing * 0.6f * Noise.cosine(phase + 1.3f * turns * along);
            strands.add(
                    place[0] + ox,
                    place[1] + (cut.weight() < 0.1f ? oy : 0),
                    place[2] + 0.7f * oy,
                    0.35f + 0.65f * layer);
            if (done(fringe, tuft)) {
                break;
            }
        }
    }

    /** Begins a strand in its shade of the tuft's shade, more or less grey. */
    private void begin(Strands strands, RandomStream random, float tuft) {
        float shade = (0.62f + 0.6f * tuft) * Traits.between(random, 0.75, 1.3);
        float grey = traits.grey();
        float turned = 1.8f * grey - 0.4f + 0.5f * (random.nextFloat() - 0.5f) + 0.5f * (tuft - 0.5f);
        float white = Noise.clamp(turned, 0, 1) * Math.min(1, 4 * grey);
        float[] colour = traits.colour();
        strands.begin(
                Noise.mix(colour[0], 0.37f, white) * shade,
                Noise.mix(colour[1], 0.365f, white) * shade,
                Noise.mix(colour[2], 0.355f, white) * shade,
                cut.width(),
                1.1f - 0.5f * traits.curl());
    }

    /** Where scissors end a strand before its length does. */
    private boolean done(boolean fringe, float tuft) {
        if (fringe) {
            return place[1] < 0.36f + 0.10f * tuft;
        }
        return switch (traits.style()) {
            case BOB -> place[1] < -1.18f + 0.2f * tuft;
            case BUN -> place[2] < -1.15f;
            default -> false;
        };
    }

    /** Sets the first heading: away from the skull and along the comb. */
    private void comb(boolean fringe, float lean) {
        float nx = place[0] / radiusX;
        float ny = Math.max(0, (place[1] - SKULL_Y) / (topY - SKULL_Y));
        float nz = (place[2] - SKULL_Z) / 1.28f;
        float away = Math.signum(place[0] - 0.55f * traits.parting() * (place[2] > -0.3f ? 1 : 0));
        float cx = 0;
        float cy = 0;
        float cz = 0;
        switch (traits.style()) {
            case SIDE_PART -> {
                cx = away;
                cy = -0.1f;
                cz = 0.15f + 0.3f * lean;
            }
            case SWEPT_BACK, BUN -> {
                cx = -0.25f * nx;
                cy = 0.25f;
                cz = -1;
            }
            case CROP, CROWN, BUZZ -> {
                cx = 0.5f * nx + 0.6f * traits.parting() + 0.6f * lean;
                cy = -0.2f;
                cz = 0.55f * nz + 0.25f;
            }
            case LONG, BOB, FRINGE -> {
                cx = fringe ? 0.4f * nx + 0.5f * lean : away;
                cy = -0.1f;
                cz = fringe ? 0.8f : -0.25f;
            }
            default -> {
                cx = 1.6f * lean;
                cy = 1.2f * lean;
                cz = -1.2f * lean;
            }
        }
        heading[0] = cut.lift() * nx + cut.comb() * cx;
        heading[1] = cut.lift() * ny + cut.comb() * cy;
        heading[2] = cut.lift() * nz + cut.comb() * cz;
        unit(heading);
    }

    /** Moves one step on: sink, keep out of the skull and off the face, stay near enough. */
    private void advance(float step, float off, float lean, boolean fringe) {
        heading[1] -= cut.weight();
        boolean overFace = place[2] > 0.25f && place[1] < 0.75f && traits.style() != HairTraits.Style.CROP;
        if (overFace && cut.length() > 1.5f && !fringe) {
            heading[0] += 0.5f * Math.signum(place[0]);
            heading[2] -= 0.45f;
        }
        if (place[1] < -0.9f && cut.length() > 1.5f) {
            heading[0] += 0.10f * lean - 0.05f * Math.signum(place[0]);
        }
        unit(heading);
        for (int c = 0; c < 3; c++) {
            place[c] += step * heading[c];
        }
        float ry = place[1] > SKULL_Y ? (place[1] - SKULL_Y) / (topY - SKULL_Y + off) : 0;
        float rx = place[0] / (radiusX + off);
        float rz = (place[2] - SKULL_Z) / (1.29f + off);
        float radius = (float) Math.sqrt(rx * rx + ry * ry + rz * rz);
        float narrow = place[1] < 0.2f ? surface.halfWidth(Math.max(place[1], -0.9f)) / radiusX : 1;
        if (traits.style() == HairTraits.Style.AFRO) {
            return;
        }
        // Inside: out to the surface. Too far outside while still on the skull: back onto it.
        if (radius < narrow || place[1] > -0.2f) {
            float to = narrow / radius;
            float share = radius < narrow ? 1 : 0.55f;
            float scale = 1 + share * (to - 1);
            place[0] *= scale;
            place[2] = SKULL_Z + (place[2] - SKULL_Z) * scale;
            if (place[1] > SKULL_Y) {
                place[1] = SKULL_Y + (place[1] - SKULL_Y) * scale;
            }
        }
    }

    private void knot(Strands strands, RandomStream random) {
        float[] colour = traits.colour();
        boolean high = traits.parting() > 0;
        for (int i = 0; i < 260; i++) {
            float tilt = Traits.between(random, -0.9, 0.9);
            float start = Traits.between(random, 0, 6.28);
            float radius = 0.36f * (float) Math.sqrt(1 - tilt * tilt);
            float shade = Traits.between(random, 0.6, 1.35);
            strands.begin(colour[0] * shade, colour[1] * shade, colour[2] * shade, 0.016f, 0.7f);
            for (int k = 0; k < 7; k++) {
                float angle = start + 0.35f * k;
                strands.add(
                        radius * Noise.cosine(angle),
                        (high ? topY + 0.18f : 0.2f) + 0.36f * tilt,
                        (high ? -0.45f : -1.45f) + radius * Noise.sine(angle),
                        0.8f);
            }
        }
    }

    private static void unit(float[] v) {
        float scale = 1 / ((float) Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]) + 1e-9f);
        v[0] *= scale;
        v[1] *= scale;
        v[2] *= scale;
    }
}
