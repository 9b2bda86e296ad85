package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import org.jspecify.annotations.Nullable;

/**
 * The cosine of timm 0.6.13 ({@code timm/scheduler/cosine_lr.py}): the warm-up cuts off the beginning of the
 * cosine instead of coming before it, and after the last cycle the rate stays at the floor.
 */
@JsonTypeName("timm_cosine")
@AutoService(Schedule.class)
@Doc("timm's cosine: a warm-up that replaces the beginning of the fall, then the floor.")
public record TimmCosine(
        @Doc("Epochs or steps of one fall; the whole training when left out.") @Nullable
        Integer length,

        @Doc("Lowest learning rate.") @Default("0") double floor,

        @Doc("Epochs or steps of the warm-up.") @Default("0")
        int warmUp,

        @Doc("Learning rate at the start of the warm-up.") @Default("0")
        double warmUpFrom,

        @Doc("Whether the warm-up comes before the fall instead of replacing its beginning.") @Default("false")
        boolean warmUpBefore,

        @Doc("How many falls there are.") @Default("1") int cycles,

        @Doc("How many times as long each fall is as the one before.") @Default("1")
        double cycleGrowth,

        @Doc("Factor of the height of each fall to that before.") @Default("1")
        double cycleDecay,

        @Doc("Whether the first epoch's rate is used twice, as by M2TR's tools/train.py.") @Default("false")
        boolean late,

        @Doc("Whether the rate changes each epoch or each step.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public TimmCosine {
        Check.that(length == null || length > 0, "length", String.valueOf(length), "must be above 0");
        Check.that(floor >= 0, "floor", floor, "must not be negative");
        Check.that(warmUp >= 0, "warmUp", warmUp, "must not be negative");
        Check.that(warmUpFrom >= 0, "warmUpFrom", warmUpFrom, "must not be negative");
        Check.that(cycles > 0, "cycles", cycles, "must be above 0");
        Check.that(cycleGrowth >= 1, "cycleGrowth", cycleGrowth, "must be at least 1");
        Check.that(cycleDecay > 0, "cycleDecay", cycleDecay, "must be above 0");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        long at = Math.max(0, progress.done(by) - (late ? 1 : 0));
        if (at < warmUp) {
            return warmUpFrom + at * (base - warmUpFrom) / warmUp;
        }
        double since = warmUpBefore ? at - warmUp : at;
        double stretch = length == null ? progress.total(by) : length;
        int cycle = 0;
        while (since >= stretch && cycle < cycles) {
            since -= stretch;
            stretch *= cycleGrowth;
            cycle++;
        }
        return cycle == cycles ? floor : Cosine.between(floor, base * Math.pow(cycleDecay, cycle), since / stretch);
    }
}
