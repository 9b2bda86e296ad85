package io.unmask.experiments.bench;

import java.util.Arrays;

/**
 * The middle and the ends of repeated measurements.
 *
 * @param count how many there are
 * @param mean their mean
 * @param median half of them are lower
 * @param lowest the lowest
 * @param p10 a tenth of them is lower
 * @param p90 a tenth of them is higher
 * @param p95 one in twenty is higher
 * @param p99 one in a hundred is higher
 * @param highest the highest
 */
public record Spread(
        int count,
        double mean,
        double median,
        double lowest,
        double p10,
        double p90,
        double p95,
        double p99,
        double highest) {
    /** The spread of some values, which are at least one. */
    static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(
                sorted.length,
                Arrays.stream(sorted).average().orElseThrow(),
                quantile(sorted, 0.5),
                sorted[0],
                quantile(sorted, 0.1),
                quantile(sorted, 0.9),
                quantile(sorted, 0.95),
                quantile(sorted, 0.99),
                sorted[sorted.length - 1]);
    }

    /** Between the two nearest values in proportion, as numpy does. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
