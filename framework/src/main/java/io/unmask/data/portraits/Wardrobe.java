package io.unmask.data.portraits;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;

/** Paints what is worn: cloth below a neckline. */
final class Wardrobe {
    private final int neckline;
    private final int pattern;
    private final float[] cloth = new float[3];
    private final float[] second = new float[3];
    private final int seed;

    Wardrobe(int scene) {
        RandomStream random = Seeds.of(scene).stream("wardrobe");
        neckline = random.integer(0, 3);
        pattern = random.integer(0, 5);
        seed = random.nextInt();
        float level = (float) StrictMath.exp(random.uniform(-3.9, -0.45));
        float colourful = Traits.between(random, 0, 0.55) * random.nextFloat();
        float hue = Traits.between(random, 0, 3);
        for (int c = 0; c < 3; c++) {
            float off = Math.abs(hue - c);
            float near = Math.max(0, 1 - Math.min(off, 3 - off));
            cloth[c] = level * (1 - colourful * (1 - near));
            second[c] = Noise.mix(cloth[c], random.chance(0.5) ? 0.6f : 0.02f, 0.6f);
        }
    }

    /** Whether the cloth has stripes or checks. */
    boolean patterned() {
        return pattern < 3;
    }

    /** False where skin shows. */
    boolean paint(float u, float v, float x, float[] out) {
        boolean front = Math.abs(u) < 1.6f;
        float side = Math.abs(x);
        float edge = switch (neckline) {
            case 0 -> -1.74f - (front ? 0.20f * Noise.hill(x * x / 0.6f) : 0);
            case 1 -> -1.72f - (front ? 0.62f * Noise.step(0.52f, 0, side) : 0);
            case 2 -> -1.42f - (front ? 0.5f * Noise.step(0.26f, 0.0f, side) : 0);
            default -> -1.72f - (front ? 0.10f * Noise.hill(x * x / 0.4f) : 0);
        };
        float below = edge - v;
        if (below < 0) {
            return false;
        }
        float weave = 1
                + 0.10f * Noise.smooth(38 * x, 38 * v, seed)
                + 0.22f * Noise.layered(2.2f * x + 1.1f * v, 3 * v, 2, seed + 1);
        float rib = below < 0.07f ? 0.80f : 1;
        float share = switch (pattern) {
            case 0 -> wave(v * 8);
            case 1 -> wave(x * 9);
            case 2 -> Math.max(0.5f * wave(v * 7), 0.5f * wave(x * 7));
            default -> 0;
        };
        for (int c = 0; c < 3; c++) {
            out[c] = Noise.mix(cloth[c], second[c], share) * weave * rib;
        }
        out[3] = 0.12f;
        out[4] = 0;
        return true;
    }

    private static float wave(float x) {
        float part = x - Noise.floor(x);
        return Noise.step(0.42f, 0.5f, part) * Noise.step(1, 0.92f, part);
    }
}
