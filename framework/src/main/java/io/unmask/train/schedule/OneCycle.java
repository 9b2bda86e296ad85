package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import org.jspecify.annotations.Nullable;

/**
 * One rise and one long fall along cosines (Smith and Topin 2018), as {@code OneCycleLR} of PyTorch with its
 * cosine form. The optimiser's rate is the highest. Momentum stays as it is ({@code cycle_momentum=False}).
 */
@JsonTypeName("one_cycle")
@AutoService(Schedule.class)
@Doc("Rises to the learning rate and falls far below its start, once over the training.")
public record OneCycle(
        @Doc("Epochs or steps of the whole cycle; the whole training when left out.") @Nullable
        Integer length,

        @Doc("Part of the cycle that rises.") @Default("0.3")
        double rising,

        @Doc("Highest rate over first rate.") @Default("25") double startDivisor,
        @Doc("First rate over last rate.") @Default("1e4") double endDivisor,

        @Doc("Whether the rate changes each epoch or each step.") @Default("step")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public OneCycle {
        Check.that(length == null || length > 1, "length", String.valueOf(length), "must be above 1");
        Check.that(rising >= 0 && rising < 1, "rising", rising, "must be from 0 to below 1");
        Check.that(startDivisor > 0, "startDivisor", startDivisor, "must be above 0");
        Check.that(endDivisor > 0, "endDivisor", endDivisor, "must be above 0");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        double period = length == null ? progress.total(by) : length;
        double start = base / startDivisor;
        // The first of the moments is 0 and the last is period - 1, hence PyTorch's "- 1".
        double top = rising * period - 1;
        double end = period - 1;
        double at = Math.min((double) progress.done(by), end);
        return at <= top
                ? Cosine.between(base, start, top == 0 ? 1 : at / top)
                : Cosine.between(start / endDivisor, base, (at - top) / (end - top));
    }
}
