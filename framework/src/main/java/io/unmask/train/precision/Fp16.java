package io.unmask.train.precision;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Arithmetic;

/**
 * Mixed precision: convolutions and linear layers in float16 (5 bits of exponent, 10 of fraction), backbones in between
 * them too; the rest in float32. The loss is multiplied by a scale before the backward pass and the gradients are divided
 * by it, since most of them are too small for float16; the scale follows the rule of PyTorch's {@code GradScaler}
 * (Micikevicius et al., ICLR 2018), whose defaults these are.
 *
 * @param startScale scale of the first update
 * @param growthFactor what the scale is multiplied by when it has been steady
 * @param backoffFactor what it is multiplied by after an overflow
 * @param growthInterval updates without an overflow before it grows
 */
@JsonTypeName("fp16")
@AutoService(Precision.class)
@Doc("Mixed precision: convolutions and linear layers in float16, the rest in float32, with a loss scale that adapts.")
public record Fp16(
        @Doc("Scale of the loss in the first update.") @Default("65536")
        double startScale,

        @Doc("The scale is multiplied by it after growth_interval updates without an overflow.") @Default("2")
        double growthFactor,

        @Doc("The scale is multiplied by it after an overflow, whose update is left out.") @Default("0.5")
        double backoffFactor,

        @Doc("Updates without an overflow before the scale grows.") @Default("2000")
        int growthInterval)
        implements Precision {
    /** Checks the settings. */
    public Fp16 {
        Check.that(
                startScale >= LossScale.LOWEST && startScale <= LossScale.HIGHEST,
                "startScale",
                startScale,
                "must be from 2^-14 to 2^100");
        Check.that(growthFactor > 1, "growthFactor", growthFactor, "must be above 1");
        Check.that(backoffFactor > 0 && backoffFactor < 1, "backoffFactor", backoffFactor, "must be between 0 and 1");
        Check.that(growthInterval > 0, "growthInterval", growthInterval, "must be at least 1");
    }

    @Override
    public Arithmetic arithmetic() {
        return Arithmetic.HALF;
    }

    @Override
    public LossScale lossScale() {
        return new LossScale(startScale, 0, 0);
    }

    @Override
    public LossScale after(LossScale now, boolean overflowed) {
        if (overflowed) {
            return new LossScale(now.value() * backoffFactor, 0, now.skipped() + 1);
        }
        int steady = now.steady() + 1;
        if (steady < growthInterval) {
            return new LossScale(now.value(), steady, now.skipped());
        }
        double grown = Math.min(now.value() * growthFactor, LossScale.HIGHEST);
        return new LossScale(grown, 0, now.skipped());
    }
}
