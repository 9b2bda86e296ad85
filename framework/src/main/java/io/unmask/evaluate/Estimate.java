package io.unmask.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * A number with its bootstrap replicates. Replicate r of every estimate from one {@link Bootstrap} rests on
 * the same resample of clusters, so means over seeds and differences are taken replicate by replicate, and
 * what two numbers share in luck cancels.
 *
 * @param value the number itself
 * @param replicates the same number on each resample; NaN where a resample had one class only
 */
public record Estimate(double value, double[] replicates) {
    /** The confidence of every published interval. */
    public static final double CONFIDENCE = 0.95;

    /** The mean of the same number over the seeds of one cell: one resample applies to all seeds at once. */
    public static Estimate mean(List<Estimate> seeds) {
        double[] replicates = new double[seeds.get(0).replicates.length];
        Arrays.setAll(
                replicates,
                r -> mean(seeds.stream().mapToDouble(s -> s.replicates[r]).toArray()));
        return new Estimate(mean(seeds.stream().mapToDouble(Estimate::value).toArray()), replicates);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** This number less another, paired by resample. */
    public Estimate minus(Estimate other) {
        double[] difference = new double[replicates.length];
        Arrays.setAll(difference, r -> replicates[r] - other.replicates[r]);
        return new Estimate(value - other.value, difference);
    }

    /** Percentile interval over the replicates that are defined. */
    public Interval interval(double confidence) {
        double[] sorted = defined();
        return new Interval(percentile(sorted, (1 - confidence) / 2), percentile(sorted, (1 + confidence) / 2));
    }

    /** The 95 % interval. */
    public Interval interval() {
        return interval(CONFIDENCE);
    }

    /** Resamples without a value, because they held one class only. */
    public int skipped() {
        return replicates.length - defined().length;
    }

    private double[] defined() {
        return Arrays.stream(replicates)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** Between the two nearest of sorted values, as numpy's default: position p · (n - 1). NaN of none. */
    static double percentile(double[] sorted, double p) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = p * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }
}
