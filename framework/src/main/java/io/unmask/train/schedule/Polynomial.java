package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import org.jspecify.annotations.Nullable;

/** A fall to zero along a power, as {@code PolynomialLR} of PyTorch. */
@JsonTypeName("polynomial")
@AutoService(Schedule.class)
@Doc("Falls to zero along a power of the part that is left, then stays at zero.")
public record Polynomial(
        @Doc("Epochs or steps until zero; the whole training when left out.") @Nullable
        Integer length,

        @Doc("Exponent; 1 is a straight line.") @Default("1")
        double power,

        @Doc("Whether the rate changes each epoch or each step.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public Polynomial {
        Check.that(length == null || length > 0, "length", String.valueOf(length), "must be above 0");
        Check.that(power > 0, "power", power, "must be above 0");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        double period = length == null ? progress.total(by) : length;
        return base * Math.pow(Math.max(0, 1 - progress.done(by) / period), power);
    }
}
