package io.unmask.evaluate;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
    /** No interval: both ends NaN. */
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /** True if the value lies between the ends or on one. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
