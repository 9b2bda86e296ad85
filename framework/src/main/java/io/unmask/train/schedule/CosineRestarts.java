package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;

/** Cosine falls that start again, each longer than the last, as {@code CosineAnnealingWarmRestarts} of PyTorch. */
@JsonTypeName("cosine_restarts")
@AutoService(Schedule.class)
@Doc("Falls along half a cosine to a floor and starts again from the top, each time over a longer stretch.")
public record CosineRestarts(
        @Doc("Epochs or steps of the first fall.") int length,

        @Doc("How many times as long each fall is as the one before.") @Default("1")
        int growth,

        @Doc("Lowest learning rate.") @Default("0") double floor,

        @Doc("Whether the rate changes each epoch or each step.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public CosineRestarts {
        Check.that(length > 0, "length", length, "must be above 0");
        Check.that(growth > 0, "growth", growth, "must be above 0");
        Check.that(floor >= 0, "floor", floor, "must not be negative");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        long since = progress.done(by);
        long stretch = length;
        if (growth == 1) {
            since %= stretch;
        }
        while (since >= stretch) {
            since -= stretch;
            stretch *= growth;
        }
        return Cosine.between(floor, base, (double) since / stretch);
    }
}
