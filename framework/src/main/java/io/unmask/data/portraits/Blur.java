package io.unmask.data.portraits;

/** Blurs planes of side · side values; the picture goes on at its edges as in a mirror. */
final class Blur {
    private Blur() {}

    /** A Gaussian with that standard deviation in pixels; wide ones as three running means, which look the same. */
    static void apply(float[] plane, int side, float sigma) {
        if (sigma < 2.5f) {
            gaussian(plane, side, sigma);
            return;
        }
        // Three boxes of radius r have the variance of a Gaussian with sigma² = r (r + 1).
        int radius = Math.min((side - 1) / 2, Math.round((float) Math.sqrt(sigma * sigma + 0.25f) - 0.5f));
        float[] scratch = new float[side * side];
        for (int i = 0; i < 3; i++) {
            means(plane, scratch, side, radius);
            transpose(scratch, plane, side);
        }
        for (int i = 0; i < 3; i++) {
            means(plane, scratch, side, radius);
            transpose(scratch, plane, side);
        }
    }

    private static void gaussian(float[] plane, int side, float sigma) {
        int radius = Math.max(1, (int) Math.ceil(2 * sigma));
        float[] kernel = kernel(radius, sigma);
        float[] scratch = new float[side * side];
        float[] padded = new float[side + 2 * radius];
        for (int row = 0; row < side; row++) {
            System.arraycopy(plane, row * side, padded, radius, side);
            for (int i = 0; i < radius; i++) {
                padded[i] = plane[row * side + mirror(i - radius, side)];
                padded[radius + side + i] = plane[row * side + mirror(side + i, side)];
            }
            for (int k = 0; k <= 2 * radius; k++) {
                float weight = kernel[Math.abs(k - radius)];
                for (int x = 0; x < side; x++) {
                    scratch[row * side + x] += weight * padded[x + k];
                }
            }
        }
        java.util.Arrays.fill(plane, 0);
        for (int row = 0; row < side; row++) {
            for (int k = -radius; k <= radius; k++) {
                int from = mirror(row + k, side) * side;
                float weight = kernel[Math.abs(k)];
                for (int x = 0; x < side; x++) {
                    plane[row * side + x] += weight * scratch[from + x];
                }
            }
        }
    }

    private static float[] kernel(int radius, float sigma) {
        float[] kernel = new float[radius + 1];
        float sum = 0;
        for (int i = 0; i <= radius; i++) {
            kernel[i] = (float) StrictMath.exp(-i * i / (2.0 * sigma * sigma));
            sum += i == 0 ? kernel[i] : 2 * kernel[i];
        }
        for (int i = 0; i <= radius; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    private static void means(float[] from, float[] to, int side, int radius) {
        float scale = 1f / (2 * radius + 1);
        for (int row = 0; row < side; row++) {
            int base = row * side;
            float sum = 0;
            for (int i = -radius; i <= radius; i++) {
                sum += from[base + mirror(i, side)];
            }
            for (int x = 0; x < side; x++) {
                to[base + x] = sum * scale;
                sum += from[base + mirror(x + radius + 1, side)] - from[base + mirror(x - radius, side)];
            }
        }
    }

    private static void transpose(float[] from, float[] to, int side) {
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                to[x * side + y] = from[y * side + x];
            }
        }
    }

    private static int mirror(int i, int side) {
        int at = i < 0 ? -i : i;
        return at < side ? at : 2 * side - 2 - at;
    }
}
