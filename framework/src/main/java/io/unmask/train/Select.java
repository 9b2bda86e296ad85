package io.unmask.train;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which epoch is kept: the one with the best value of a metric on validation data, the earliest of equals.
 *
 * @param metric a name that the validation reports
 * @param mode whether higher or lower is better
 * @param oracle whether the test data chooses instead, for comparison with papers that do so
 * @param decimals to which the best value so far is rounded before the next is held against it; null for none
 */
@Doc("Which epoch is kept: the best on validation data.")
public record Select(
        @Doc("Metric on validation data.") @Default("video_auc")
        String metric,

        @Doc("Whether the highest or the lowest value is best.") @Default("max")
        Mode mode,

        @Doc(
                "Choose on the test data instead, as some papers do; costs a scoring of all test sets an epoch. The numbers are"
                        + " then too high, and every table and plot calls the variant an oracle.")
        @Default("false")
        boolean oracle,

        @Doc(
                "Decimals that the best value so far is rounded to before the next is held against it; exact when left out.")
        @Nullable
        Integer decimals) {
    /** Which way is better. */
    public enum Mode {
        /** Higher is better. */
        MAX,
        /** Lower is better. */
        MIN
    }

    /** Held against the best value as it is. */
    public Select(String metric, Mode mode, boolean oracle) {
        this(metric, mode, oracle, null);
    }

    /** Checks the settings. */
    public Select {
        Check.that(
                decimals == null || (decimals >= 0 && decimals <= 12),
                "decimals",
                String.valueOf(decimals),
                "must be from 0 to 12");
        Check.that(!metric.isBlank(), "metric", metric, "must be the name of a metric");
    }

    /** Whether a value beats another by more than a margin. */
    boolean isBetter(double value, double best, double margin) {
        return mode == Mode.MAX ? value > best + margin : value < best - margin;
    }

    /** A value that every real value beats. */
    double worst() {
        return mode == Mode.MAX ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** As the baseline of multi-FFDV keeps its best accuracy: a later value may win by what rounding took away. */
    private double rounded(double value) {
        if (decimals == null) {
            return value;
        }
        double scale = Math.pow(10, decimals);
        return Math.rint(value * scale) / scale;
    }

    /** The epoch with the best value, counted from 1; 0 if there is none. */
    int best(List<Double> values) {
        int best = 0;
        for (int i = 0; i < values.size(); i++) {
            if (isBetter(values.get(i), best == 0 ? worst() : rounded(values.get(best - 1)), 0)) {
                best = i + 1;
            }
        }
        return best;
    }
}
