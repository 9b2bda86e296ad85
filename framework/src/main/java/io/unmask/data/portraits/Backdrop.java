package io.unmask.data.portraits;

import io.unmask.random.RandomStream;

/** What is behind the head: a studio wall, a room out of focus, greenery, lights at night, or a textured wall. */
final class Backdrop {
    private final RandomStream random;
    private final int side;
    private final float[][] planes;
    private final int seed;

    private Backdrop(RandomStream random, int side) {
        this.random = random;
        this.side = side;
        planes = new float[3][side * side];
        seed = random.nextInt();
    }

    /** Three planes of side · side linear values. */
    static float[][] paint(RandomStream random, int side) {
        Backdrop backdrop = new Backdrop(random, side);
        switch (random.integer(0, 5)) {
            case 0 -> backdrop.studio();
            case 1, 2 -> backdrop.room();
            case 3 -> backdrop.greenery();
            case 4 -> backdrop.lights();
            default -> backdrop.wall();
        }
        return backdrop.planes;
    }

    private void studio() {
        float[] centre = colour(0.10, 0.6, 0.25);
        float dim = Traits.between(random, 0.25, 0.7);
        float x0 = Traits.between(random, 0.2, 0.8);
        float y0 = Traits.between(random, 0.2, 0.8);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                float dx = (float) x / side - x0;
                float dy = (float) y / side - y0;
                float mottle = 0.18f * Noise.layered(4f * x / side, 4f * y / side, 3, seed);
                put(x, y, centre, Noise.mix(1, dim, Noise.clamp(1.6f * (dx * dx + dy * dy), 0, 1)) + mottle * dim, 1);
            }
        }
    }

    private void room() {
        float[] wall = colour(0.08, 0.5, 0.2);
        fill(wall, Traits.between(random, 0.6, 1.4));
        int things = random.integer(4, 9);
        for (int i = 0; i < things; i++) {
            boolean window = random.chance(0.2);
            float[] thing = window ? new float[] {0.95f, 1.0f, 1.08f} : colour(0.02, 0.5, 0.4);
            rectangle(
                    thing,
                    random.nextFloat(),
                    random.nextFloat(),
                    Traits.between(random, 0.05, 0.3),
                    Traits.between(random, 0.08, 0.5));
        }
        soften(Traits.between(random, 2, 7));
    }

    private void greenery() {
        float[] sky = {0.55f, 0.68f, 0.85f};
        float[] leaf = {
            Traits.between(random, 0.06, 0.22), Traits.between(random, 0.14, 0.26), Traits.between(random, 0.03, 0.08)
        };
        float[] shade = {0.02f, 0.035f, 0.015f};
        float horizon = Traits.between(random, -0.2, 0.6);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                float u = (float) x / side;
                float v = (float) y / side;
                float mass = Noise.layered(4 * u, 4 * v, 4, seed);
                put(x, y, shade, 1, 1);
                put(x, y, leaf, 1 + 0.6f * Noise.smooth(9 * u, 9 * v, seed + 9), Noise.step(-0.3f, 0.35f, mass));
                put(x, y, sky, 1, Noise.step(horizon + 0.15f, horizon - 0.15f, v + 0.35f * mass));
            }
        }
        discs(random.integer(5, 16), 0.35f);
        soften(Traits.between(random, 1.2, 4));
    }

    private void lights() {
        float[] night = colour(0.01, 0.08, 0.6);
        fill(night, Traits.between(random, 0.5, 2));
        discs(random.integer(12, 30), 0.75f);
        soften(Traits.between(random, 0.8, 2));
    }

    private void wall() {
        float[] paint = colour(0.08, 0.5, 0.22);
        float[] joint = {paint[0] * 0.6f, paint[1] * 0.6f, paint[2] * 0.6f};
        int kind = random.integer(0, 2);
        float columns = Traits.between(random, 3, 6);
        float slope = Traits.between(random, -0.5, 0.5);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                float u = (float) x / side;
                float v = (float) y / side;
                float row = v * columns * 2.4f;
                float brick = u * columns + (Noise.floor(row) & 1) * 0.5f;
                float grain = 0.10f * Noise.layered(26 * u, 26 * v, 3, seed) + slope * (u - 0.5f);
                float tile = kind == 0 ? 0.22f * Noise.uniform(Noise.floor(brick), Noise.floor(row), seed) : 0;
                put(x, y, paint, 0.9f + grain + tile, 1);
                float line = kind == 0
                        ? Math.max(edge(brick, 0.05f), edge(row, 0.10f))
                        : kind == 1 ? edge(u * columns * 1.6f, 0.07f) : 0;
                put(x, y, joint, 1, 0.8f * line);
            }
        }
        soften(Traits.between(random, 0.6, 1.8));
    }

    private static float edge(float x, float width) {
        float part = x - Noise.floor(x);
        return part < width ? 1 : 0;
    }

    private void discs(int count, float cover) {
        for (int i = 0; i < count; i++) {
            float[] colour = colour(0.2, 0.9, 0.45);
            float x0 = random.nextFloat() * side;
            float y0 = random.nextFloat() * side;
            float radius = Traits.between(random, 0.02, 0.08) * side;
            float share = cover * Traits.between(random, 0.3, 1);
            for (int y = (int) Math.max(0, y0 - radius - 1); y < Math.min(side, y0 + radius + 1); y++) {
                for (int x = (int) Math.max(0, x0 - radius - 1); x < Math.min(side, x0 + radius + 1); x++) {
                    float distance = (float) Math.sqrt((x - x0) * (x - x0) + (y - y0) * (y - y0));
                    put(x, y, colour, 1, share * Noise.step(radius, radius - 1.5f, distance));
                }
            }
        }
    }

    private void rectangle(float[] colour, float x0, float y0, float width, float height) {
        int right = (int) Math.min(side, (x0 + width) * side);
        int bottom = (int) Math.min(side, (y0 + height) * side);
        for (int y = (int) Math.max(0, (y0 - height) * side); y < bottom; y++) {
            for (int x = (int) Math.max(0, (x0 - width) * side); x < right; x++) {
                put(x, y, colour, 0.8f + 0.4f * y / side, 0.9f);
            }
        }
    }

    private void fill(float[] colour, float slope) {
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                put(x, y, colour, Noise.mix(1, slope, (float) y / side), 1);
            }
        }
    }

    private void soften(float sigma160) {
        for (float[] plane : planes) {
            Blur.apply(plane, side, sigma160 * side / 160);
        }
    }

    private void put(int x, int y, float[] colour, float strength, float share) {
        int at = y * side + x;
        for (int c = 0; c < 3; c++) {
            planes[c][at] = Noise.mix(planes[c][at], colour[c] * strength, share);
        }
    }

    /** A colour with a brightness in that range; {@code colourful} bounds how far it is from grey. */
    private float[] colour(double low, double high, double colourful) {
        float level = (float) (low * StrictMath.pow(high / low, random.nextDouble()));
        // Rooms and walls are more often warm or blue than green or violet.
        float hue = random.chance(0.6) ? Traits.between(random, -0.1, 0.7) : Traits.between(random, 1.4, 2.3);
        float strength = Traits.between(random, 0, colourful);
        float[] colour = new float[3];
        for (int c = 0; c < 3; c++) {
            float off = Math.abs(hue - c);
            colour[c] = level * (1 + strength * (0.9f - 1.8f * Math.min(off, 3 - off)));
        }
        for (int c = 0; c < 3; c++) {
            colour[c] = Math.max(colour[c], 0.08f * level);
        }
        return colour;
    }
}
