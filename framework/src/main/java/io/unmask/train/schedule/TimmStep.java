package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;

/** The step schedule of timm 0.6.13 ({@code timm/scheduler/step_lr.py}): falls are counted from 0, warm-up included. */
@JsonTypeName("timm_step")
@AutoService(Schedule.class)
@Doc("timm's step schedule: a warm-up, and falls at regular distances counted from the start.")
public record TimmStep(
        @Doc("Epochs or steps between two falls.") int every,
        @Doc("Factor of each fall.") @Default("0.1") double factor,

        @Doc("Epochs or steps of the warm-up.") @Default("0")
        int warmUp,

        @Doc("Learning rate at the start of the warm-up.") @Default("0")
        double warmUpFrom,

        @Doc("Whether the first epoch's rate is used twice, as by M2TR's tools/train.py.") @Default("false")
        boolean late,

        @Doc("Whether to count epochs or steps.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public TimmStep {
        Check.that(every > 0, "every", every, "must be above 0");
        Check.that(factor > 0, "factor", factor, "must be above 0");
        Check.that(warmUp >= 0, "warmUp", warmUp, "must not be negative");
        Check.that(warmUpFrom >= 0, "warmUpFrom", warmUpFrom, "must not be negative");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        long at = Math.max(0, progress.done(by) - (late ? 1 : 0));
        if (at < warmUp) {
            return warmUpFrom + at * (base - warmUpFrom) / warmUp;
        }
        long falls = at / every;
        return base * Math.pow(factor, (double) falls);
    }
}
