package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;

/** A fall whenever the selection metric has stopped improving, as {@code ReduceLROnPlateau} of PyTorch. */
@JsonTypeName("plateau")
@AutoService(Schedule.class)
@Doc("Lowers the learning rate when the selection metric on validation data stops improving.")
public record Plateau(
        @Doc("Factor of each fall.") @Default("0.1") double factor,

        @Doc("Epochs without improvement that are borne before a fall.") @Default("10")
        int patience,

        @Doc("Improvement that counts: a part of the best value, or a difference.") @Default("1e-4")
        double threshold,

        @Doc("Whether the threshold is a part of the best value (otherwise a difference).") @Default("true")
        boolean relative,

        @Doc("Epochs after a fall in which nothing is counted.") @Default("0")
        int cooldown,

        @Doc("Lowest learning rate.") @Default("0") double floor)
        implements Schedule {
    /** Falls smaller than this are left out, as in PyTorch. */
    private static final double SMALLEST_FALL = 1e-8;

    /** Checks the settings. */
    public Plateau {
        Check.that(factor > 0 && factor < 1, "factor", factor, "must be above 0 and below 1");
        Check.that(patience >= 0, "patience", patience, "must not be negative");
        Check.that(threshold >= 0, "threshold", threshold, "must not be negative");
        Check.that(cooldown >= 0, "cooldown", cooldown, "must not be negative");
        Check.that(floor >= 0, "floor", floor, "must not be negative");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        double rate = base;
        double best = progress.higherIsBetter() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        int bad = 0;
        int cooling = 0;
        for (double metric : progress.metrics()) {
            if (isBetter(metric, best, progress.higherIsBetter())) {
                best = metric;
                bad = 0;
            } else {
                bad++;
            }
            if (cooling > 0) {
                cooling--;
                bad = 0;
            }
            if (bad > patience) {
                double lower = Math.max(rate * factor, floor);
                rate = rate - lower > SMALLEST_FALL ? lower : rate;
                cooling = cooldown;
                bad = 0;
            }
        }
        return rate;
    }

    private boolean isBetter(double metric, double best, boolean higherIsBetter) {
        // The first value beats an infinite best, of which no part can be taken.
        double margin = relative && !Double.isInfinite(best) ? best * threshold : threshold;
        return higherIsBetter ? metric > best + margin : metric < best - margin;
    }
}
