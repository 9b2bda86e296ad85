package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;

/** A straight line between two parts of the base rate, then level, as {@code LinearLR} of PyTorch. */
@JsonTypeName("linear")
@AutoService(Schedule.class)
@Doc("Goes in a straight line from one part of the learning rate to another, then stays.")
public record Linear(
        @Doc("Epochs or steps that the line takes.") @Default("5")
        int length,

        @Doc("Part of the learning rate at the start.") @Default("0.3333333333333333")
        double from,

        @Doc("Part of the learning rate at the end.") @Default("1")
        double to,

        @Doc("Whether the rate changes each epoch or each step.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public Linear {
        Check.that(length > 0, "length", length, "must be above 0");
        Check.that(from > 0 && from <= 1, "from", from, "must be above 0 and at most 1");
        Check.that(to >= 0 && to <= 1, "to", to, "must be from 0 to 1");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        double part = Math.min(1, (double) progress.done(by) / length);
        return base * (from + (to - from) * part);
    }
}
