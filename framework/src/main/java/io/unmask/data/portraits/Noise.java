package io.unmask.data.portraits;

/** Value noise on an integer lattice: smooth, cheap, the same for the same seed anywhere. */
final class Noise {
    private Noise() {}

    static int hash(int x, int y, int seed) {
        int h = x * 0x9E3779B1 ^ y * 0x85EBCA77 ^ seed * 0xC2B2AE3D;
        h ^= h >>> 15;
        h *= 0x2C1B3C6D;
        h ^= h >>> 12;
        h *= 0x297A2D39;
        return h ^ (h >>> 15);
    }

    /** Uniform in [0, 1). */
    static float uniform(int x, int y, int seed) {
        return (hash(x, y, seed) >>> 8) * 0x1p-24f;
    }

    /** Smooth noise in [-1, 1], one feature per unit of length. */
    static float smooth(float x, float y, int seed) {
        int column = floor(x);
        int row = floor(y);
        float s = ease(x - column);
        float t = ease(y - row);
        float top = uniform(column, row, seed);
        top += s * (uniform(column + 1, row, seed) - top);
        float bottom = uniform(column, row + 1, seed);
        bottom += s * (uniform(column + 1, row + 1, seed) - bottom);
        return 2 * (top + t * (bottom - top)) - 1;
    }

    /** Octaves of {@link #smooth}, each of half the size and half the height; about [-1, 1]. */
    static float layered(float x, float y, int octaves, int seed) {
        float sum = 0;
        float height = 0.5f;
        for (int octave = 0; octave < octaves; octave++) {
            sum += height * smooth(x, y, seed + octave);
            // Not exactly 2, so that the lattices do not line up.
            x *= 2.03f;
            y *= 1.97f;
            height *= 0.5f;
        }
        return sum;
    }

    static int floor(float x) {
        int whole = (int) x;
        return x < whole ? whole - 1 : whole;
    }

    /** 0 below {@code low}, 1 above {@code high}, smooth between; falling when low is above high. */
    static float step(float low, float high, float x) {
        return ease(clamp((x - low) / (high - low), 0, 1));
    }

    /** A smooth hill: 1 at 0, falling to 0 where the squared distance reaches 1. */
    static float hill(float squaredDistance) {
        if (squaredDistance >= 1) {
            return 0;
        }
        float rest = 1 - squaredDistance;
        return rest * rest;
    }

    static float clamp(float x, float low, float high) {
        return x < low ? low : Math.min(x, high);
    }

    static float mix(float a, float b, float share) {
        return a + share * (b - a);
    }

    /** Sine to about 0.001, from plain arithmetic: the same on every machine, and fast. */
    static float sine(float radians) {
        float turns = radians * 0.15915494f;
        float part = turns - floor(turns + 0.5f);
        float parabola = 8 * part - 16 * part * Math.abs(part);
        return parabola * (0.775f + 0.225f * Math.abs(parabola));
    }

    static float cosine(float radians) {
        return sine(radians + 1.5707964f);
    }

    private static float ease(float t) {
        return t * t * (3 - 2 * t);
    }
}
