package io.unmask.media;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;

/** Pictures made in the test: smooth enough to compress, with edges and a little noise. */
public final class TestImages {
    private TestImages() {}

    /** A colour picture that differs from seed to seed. */
    public static Image colour(int width, int height, long seed) {
        RandomStream random = Seeds.of(seed).stream("picture");
        double[] waves = random.doubles(9).toArray();
        int left = random.integer(0, width / 2);
        int top = random.integer(0, height / 2);
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside = x >= left && x < left + width / 2 && y >= top && y < top + height / 2;
                for (int c = 0; c < 3; c++) {
                    double wave = Math.sin(x * waves[c] / 4 + y * waves[3 + c] / 4 + waves[6 + c] * 6);
                    double value = 128 + 70 * wave + (inside ? 40 : -20) + 4 * random.nextGaussian();
                    pixels[(y * width + x) * 3 + c] = (byte) Math.max(0, Math.min(255, Math.round(value)));
                }
            }
        }
        return new Image(width, height, 3, pixels);
    }

    /** A mask that is white in a rectangle. */
    public static Image mask(int width, int height, int left, int top, int maskWidth, int maskHeight) {
        Image mask = Image.blank(width, height, 1);
        for (int y = top; y < top + maskHeight; y++) {
            for (int x = left; x < left + maskWidth; x++) {
                mask.pixels()[y * width + x] = (byte) 255;
            }
        }
        return mask;
    }

    /** Peak signal-to-noise ratio in dB over all channels; infinite for equal pictures. */
    public static double psnr(Image one, Image other) {
        double sum = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            double difference = (one.pixels()[i] & 0xff) - (other.pixels()[i] & 0xff);
            sum += difference * difference;
        }
        return 10 * Math.log10(255.0 * 255 * one.pixels().length / sum);
    }
}
