package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;

/** A fall by a factor every epoch or step, as {@code ExponentialLR} of PyTorch. */
@JsonTypeName("exponential")
@AutoService(Schedule.class)
@Doc("Multiplies the learning rate by a factor each epoch or step.")
public record Exponential(
        @Doc("Factor of each fall.") @Default("0.95") double factor,

        @Doc("Whether to count epochs or steps.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public Exponential {
        Check.that(factor > 0, "factor", factor, "must be above 0");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        return base * Math.pow(factor, (double) progress.done(by));
    }
}
