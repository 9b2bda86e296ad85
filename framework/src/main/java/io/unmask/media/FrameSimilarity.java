package io.unmask.media;

import java.util.Arrays;
import java.util.List;

/**
 * How alike the neighbours in a row of grey pictures are, as numbers of a fixed count. Three measures of each pair: 1 − the
 * mean difference of its levels over 255, the mean {@link StructuralSimilarity}, and the correlation of its histograms of 64 bins. Of each measure: the shares of 32
 * bins over 0..1, then mean, standard deviation, least, 5th and 95th percentile. Measures below 0 count as 0.
 */
public final class FrameSimilarity {
    /** Measures of a pair. */
    public static final int MEASURES = 3;

    private static final int BINS = 32;
    private static final int STATISTICS = 5;
    /** Numbers that {@link #features} gives. */
    public static final int FEATURES = MEASURES * (BINS + STATISTICS);

    private static final int LEVEL_BINS = 64;
    private static final double WHITE = 255;

    private FrameSimilarity() {}

    /**
     * The numbers of a row of pictures, each 0..1, measure by measure.
     *
     * @param frames at least two grey pictures of one size
     */
    public static float[] features(List<Image> frames) {
        if (frames.size() < 2) {
            throw new IllegalArgumentException(frames.size() + " pictures have no neighbours");
        }
        double[][] values = new double[MEASURES][frames.size() - 1];
        for (int i = 1; i < frames.size(); i++) {
            Image one = frames.get(i - 1);
            Image other = frames.get(i);
            values[0][i - 1] = level(one, other);
            values[1][i - 1] = StructuralSimilarity.of(one, other, null);
            values[2][i - 1] = histogram(one, other);
        }
        float[] features = new float[FEATURES];
        for (int m = 0; m < MEASURES; m++) {
            describe(values[m], features, m * (BINS + STATISTICS));
        }
        return features;
    }

    /** 1 − mean |a − b| / 255. */
    static double level(Image one, Image other) {
        long sum = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            sum += Math.abs((one.pixels()[i] & 0xff) - (other.pixels()[i] & 0xff));
        }
        return 1 - sum / WHITE / one.pixels().length;
    }

    /** Pearson's correlation of two histograms of 64 bins; 1 where both are flat. */
    static double histogram(Image one, Image other) {
        double[] a = counts(one);
        double[] b = counts(other);
        double mean = (double) one.pixels().length / LEVEL_BINS;
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < LEVEL_BINS; i++) {
            product += (a[i] - mean) * (b[i] - mean);
            squareA += (a[i] - mean) * (a[i] - mean);
            squareB += (b[i] - mean) * (b[i] - mean);
        }
        return squareA > 0 && squareB > 0 ? product / Math.sqrt(squareA * squareB) : squareA == squareB ? 1 : 0;
    }

    private static double[] counts(Image image) {
        double[] counts = new double[LEVEL_BINS];
        for (byte pixel : image.pixels()) {
            counts[(pixel & 0xff) * LEVEL_BINS / 256]++;
        }
        return counts;
    }

    private static void describe(double[] values, float[] features, int at) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = 0;
        double square = 0;
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = Math.max(0, Math.min(1, sorted[i]));
            features[at + Math.min(BINS - 1, (int) (sorted[i] * BINS))] += 1f / sorted.length;
            mean += sorted[i] / sorted.length;
        }
        for (double value : sorted) {
            square += (value - mean) * (value - mean) / sorted.length;
        }
        int next = at + BINS;
        features[next] = (float) mean;
        features[next + 1] = (float) Math.sqrt(square);
        features[next + 2] = (float) sorted[0];
        features[next + 3] = (float) percentile(sorted, 0.05);
        features[next + 4] = (float) percentile(sorted, 0.95);
    }

    /** Linear between the two nearest, as numpy's. */
    private static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int low = (int) place;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }
}
