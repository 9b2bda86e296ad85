package io.unmask.media;

import org.jspecify.annotations.Nullable;

/**
 * The structural similarity of Wang, Bovik, Sheikh and Simoncelli (IEEE TIP 2004): a Gaussian window of 11 x 11 with a standard
 * deviation of 1.5, K1 = 0.01, K2 = 0.03, values 0..255, in each channel, then the mean over the channels; outside the picture it is
 * mirrored with its edge repeated. Equal to scikit-image's {@code structural_similarity} with {@code gaussian_weights=True,
 * sigma=1.5, use_sample_covariance=False, data_range=255}, whose mean leaves out a border of 5 pixels, however.
 */
public final class StructuralSimilarity {
    private static final int RADIUS = 5;
    private static final double SIGMA = 1.5;
    private static final double C1 = Math.pow(0.01 * 255, 2);
    private static final double C2 = Math.pow(0.03 * 255, 2);
    private static final double[] WINDOW = window();

    private StructuralSimilarity() {}

    private static double[] window() {
        double[] window = new double[2 * RADIUS + 1];
        double sum = 0;
        for (int i = 0; i < window.length; i++) {
            window[i] = Math.exp(-Math.pow(i - RADIUS, 2) / (2 * SIGMA * SIGMA));
            sum += window[i];
        }
        for (int i = 0; i < window.length; i++) {
            window[i] /= sum;
        }
        return window;
    }

    /**
     * The mean similarity of two pictures over a mask (Mask-SSIM).
     *
     * @param first three channels
     * @param second as large
     * @param mask one channel, as large: pixels above 127 count; null for all
     * @return -1 to 1, 1 for equal pictures; NaN if the mask is empty
     */
    public static double of(Image first, Image second, @Nullable Image mask) {
        if (first.width() != second.width() || first.height() != second.height()) {
            throw new IllegalArgumentException("pictures of " + first.width() + "x" + first.height() + " and "
                    + second.width() + "x" + second.height());
        }
        double[] map = map(first, second);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < map.length; i++) {
            if (mask == null || (mask.pixels()[i] & 0xff) > 127) {
                sum += map[i];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The similarity at each pixel, as the mean over the channels, row by row. */
    static double[] map(Image first, Image second) {
        double[] map = new double[first.width() * first.height()];
        for (int c = 0; c < first.channels(); c++) {
            addChannel(map, first, second, c);
        }
        return map;
    }

    private static void addChannel(double[] map, Image first, Image second, int channel) {
        int channels = first.channels();
        double[] x = new double[map.length];
        double[] y = new double[map.length];
        double[] xx = new double[map.length];
        double[] yy = new double[map.length];
        double[] xy = new double[map.length];
        for (int i = 0; i < map.length; i++) {
            x[i] = first.pixels()[i * channels + channel] & 0xff;
            y[i] = second.pixels()[i * channels + channel] & 0xff;
            xx[i] = x[i] * x[i];
            yy[i] = y[i] * y[i];
            xy[i] = x[i] * y[i];
        }
        int width = first.width();
        int height = first.height();
        double[] meanX = smoothed(x, width, height);
        double[] meanY = smoothed(y, width, height);
        double[] squareX = smoothed(xx, width, height);
        double[] squareY = smoothed(yy, width, height);
        double[] product = smoothed(xy, width, height);
        for (int i = 0; i < map.length; i++) {
            double both = meanX[i] * meanY[i];
            double squares = meanX[i] * meanX[i] + meanY[i] * meanY[i];
            double variances = squareX[i] + squareY[i] - squares;
            map[i] += (2 * both + C1) * (2 * (product[i] - both) + C2) / ((squares + C1) * (variances + C2)) / channels;
        }
    }

    private static double[] smoothed(double[] values, int width, int height) {
        double[] across = new double[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int k = -RADIUS; k <= RADIUS; k++) {
                    sum += WINDOW[k + RADIUS] * values[y * width + mirrored(x + k, width)];
                }
                across[y * width + x] = sum;
            }
        }
        double[] both = new double[values.length];
        for (int y = 0; y < height; y++) {
            for (int k = -RADIUS; k <= RADIUS; k++) {
                int row = mirrored(y + k, height) * width;
                double weight = WINDOW[k + RADIUS];
                for (int x = 0; x < width; x++) {
                    both[y * width + x] += weight * across[row + x];
                }
            }
        }
        return both;
    }

    /** … 1 0 | 0 1 2 … n-1 | n-1 n-2 … */
    private static int mirrored(int place, int size) {
        int folded = Math.floorMod(place, 2 * size);
        return folded < size ? folded : 2 * size - 1 - folded;
    }
}
