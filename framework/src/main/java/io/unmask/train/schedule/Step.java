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
        Unit by,

        @Doc("When the count goes up: after an epoch, or before it, as where scheduler.step() is called first.")
        @Default("after")
        Stepped stepped)
        implements Schedule {
    /** When the scheduler counts an epoch or step as done. */
    public enum Stepped {
        /** After it, as PyTorch asks for. */
        AFTER,
        /** Before it: every fall comes one earlier. */
        BEFORE
    }

    /** Counts what is done. */
    public Step(int every, double factor, Unit by) {
        this(every, factor, by, Stepped.AFTER);
    }

    /** Checks the settings. */
    public Step {
        Check.that(every > 0, "every", every, "must be above 0");
        Check.that(factor > 0, "factor", factor, "must be above 0");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        long falls = (progress.done(by) + (stepped == Stepped.BEFORE ? 1 : 0)) / every;
        return base * Math.pow(factor, (double) falls);
    }
}
