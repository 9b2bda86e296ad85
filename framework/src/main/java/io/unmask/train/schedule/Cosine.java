package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import org.jspecify.annotations.Nullable;

/** Half a cosine from the base rate to a floor (Loshchilov and Hutter 2017), as {@code CosineAnnealingLR} of PyTorch. */
@JsonTypeName("cosine")
@AutoService(Schedule.class)
@Doc("Falls along half a cosine to a floor; beyond its length it rises again, as in PyTorch.")
public record Cosine(
        @Doc("Epochs or steps from the top to the floor; the whole training when left out.") @Nullable
        Integer length,

        @Doc("Lowest learning rate.") @Default("0") double floor,

        @Doc("Whether the rate changes each epoch or each step.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public Cosine {
        Check.that(length == null || length > 0, "length", String.valueOf(length), "must be above 0");
        Check.that(floor >= 0, "floor", floor, "must not be negative");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        double period = length == null ? progress.total(by) : length;
        return between(floor, base, progress.done(by) / period);
    }

    /** The height of half a cosine that falls from the top at 0 to the floor at 1. */
    static double between(double floor, double top, double part) {
        return floor + (top - floor) * (1 + Math.cos(Math.PI * part)) / 2;
    }
}
