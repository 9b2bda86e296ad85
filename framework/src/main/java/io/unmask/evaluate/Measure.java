package io.unmask.evaluate;

/**
 * A number that sums up scores against labels. It returns the mathematically defined value, NaN where there
 * is none (a rate of an empty class); refusing to report is the business of {@link Evaluation}.
 */
@FunctionalInterface
public interface Measure {
    /** The number; the tally is not changed. */
    double of(Tally tally);
}
