package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;

/** A straight rise and then another schedule from its own beginning. */
@JsonTypeName("warm_up")
@AutoService(Schedule.class)
@Doc("Rises in a straight line to the learning rate, then runs another schedule.")
public record WarmUp(
        @Doc("Epochs or steps of the rise.") @Default("1") int length,

        @Doc("Part of the learning rate at the start.") @Default("0.01")
        double from,

        @Doc("Whether the rise counts epochs or steps.") @Default("epoch")
        Unit by,

        @Doc("What follows, over the rest of the training.") @Default("cosine")
        Schedule then)
        implements Schedule {
    /** Checks the settings. */
    public WarmUp {
        Check.that(length > 0, "length", length, "must be above 0");
        Check.that(from > 0 && from <= 1, "from", from, "must be above 0 and at most 1");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        return progress.done(by) < length
                ? new Linear(length, from, 1, by).learningRate(base, progress)
                : then.learningRate(base, progress.startingAt(length, by));
    }
}
