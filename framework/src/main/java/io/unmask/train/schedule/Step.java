package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;

/** A fall by a factor at regular distances, as {@code StepLR} of PyTorch. */
@JsonTypeName("step")
@AutoService(Schedule.class)
@Doc("Multiplies the learning rate by a factor at regular distances.")
public record Step(
        @Doc("Epochs or steps between two falls.") int every,
        @Doc("Factor of each fall.") @Default("0.1") double factor,

        @Doc("Whether to count epochs or steps.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public Step {
        Check.that(every > 0, "every", every, "must be above 0");
        Check.that(factor > 0, "factor", factor, "must be above 0");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        long falls = progress.done(by) / every;
        return base * Math.pow(factor, (double) falls);
    }
}
