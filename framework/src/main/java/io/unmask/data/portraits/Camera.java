package io.unmask.data.portraits;

import io.unmask.random.RandomStream;

/**
 * Framing, lens and sensor of one photo.
 *
 * @param unitsAcross head units from the left edge of the picture to the right
 * @param centreX where the middle of the head lies, in sides from the middle of the picture
 * @param centreY the same, upwards
 * @param distance from the head's middle to the lens, head units
 * @param blur radius of the lens blur (standard deviation), in 160ths of the side
 * @param vignette loss of light in the corners
 * @param shotNoise variance over signal of the sensor
 * @param readNoise standard deviation of the sensor in the dark
 * @param sharpening strength of the unsharp mask
 * @param exposure factor on the light
 * @param balance factors on red, green and blue
 * @param contrast strength of the tone curve
 * @param seed of the noise
 */
record Camera(
        float unitsAcross,
        float centreX,
        float centreY,
        float distance,
        float blur,
        float vignette,
        float shotNoise,
        float readNoise,
        float sharpening,
        float exposure,
        float[] balance,
        float contrast,
        int seed) {
    private static final int CODES = 4096;
    private static final float[] SRGB = new float[CODES + 1];

    static {
        for (int i = 0; i <= CODES; i++) {
            double x = (double) i / CODES;
            SRGB[i] = (float) (255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * StrictMath.pow(x, 1 / 2.4) - 0.055));
        }
    }

    static Camera draw(RandomStream random) {
        float iso = random.nextFloat();
        return new Camera(
                Traits.between(random, 3.75, 4.5),
                Traits.around(random, 0, 0.018),
                Traits.around(random, 0, 0.015),
                Traits.between(random, 8, 15),
                Traits.between(random, 0.48, 0.9),
                Traits.between(random, 0, 0.35),
                0.0001f + 0.0009f * iso * iso,
                0.001f + 0.005f * iso * iso,
                Traits.between(random, 0, 0.7),
                Traits.around(random, 1, 0.09),
                new float[] {Traits.around(random, 1, 0.035), 1, Traits.around(random, 1, 0.045)},
                Traits.between(random, 0, 1),
                (int) random.nextLong());
    }

    /** Develops linear light, three planes of side · side, to 8 bits; the planes are used up. */
    byte[] develop(float[][] light, int side) {
        for (float[] plane : light) {
            Blur.apply(plane, side, blur * side / 160);
        }
        expose(light, side).fill(light);
        byte[] bytes = new byte[3 * side * side];
        for (int c = 0; c < 3; c++) {
            float[] plane = light[c];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = tone(plane[i]);
            }
            float[] soft = plane.clone();
            Blur.apply(soft, side, 0.9f);
            for (int i = 0; i < plane.length; i++) {
                float value = plane[i] + sharpening * (plane[i] - soft[i]);
                bytes[3 * i + c] = (byte) (int) Noise.clamp(value + 0.5f, 0, 255.4f);
            }
        }
        return bytes;
    }

    /** What the sensor reads: vignetted light with noise. */
    private Mosaic expose(float[][] light, int side) {
        float[] mosaic = new float[side * side];
        float middle = (side - 1) / 2f;
        float scale = 1 / (2 * middle * middle);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int colour = Mosaic.colour(x, y);
                float edge = ((x - middle) * (x - middle) + (y - middle) * (y - middle)) * scale;
                float value = light[colour][y * side + x] * (1 - vignette * edge);
                float deviation = (float) Math.sqrt(shotNoise * Math.max(value, 0) + readNoise * readNoise);
                mosaic[y * side + x] = value + deviation * bell(Noise.hash(x, y, seed));
            }
        }
        return new Mosaic(mosaic, side);
    }

    /** About standard normal from the four bytes of a hash: the sum of four uniforms. */
    private static float bell(int hash) {
        int sum = (hash & 0xff) + (hash >>> 8 & 0xff) + (hash >>> 16 & 0xff) + (hash >>> 24);
        return (sum - 510) * (1.7320508f / 256);
    }

    /** From linear light to 0..255: a shoulder for the highlights, sRGB, a little S. */
    private float tone(float x) {
        float y = x;
        if (y > 0.55f) {
            float over = (y - 0.55f) / 0.45f;
            y = 0.55f + 0.45f * over / (1 + 0.75f * over) * 1.05f;
        }
        float code = Noise.clamp(y, 0, 1) * CODES;
        int index = Math.min((int) code, CODES - 1);
        float value = SRGB[index] + (code - index) * (SRGB[index + 1] - SRGB[index]);
        float t = value / 255;
        return value + contrast * 70 * t * (1 - t) * (t - 0.42f);
    }
}
