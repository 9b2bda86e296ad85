package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.List;

/** A fall by a factor at chosen moments, as {@code MultiStepLR} of PyTorch. */
@JsonTypeName("multi_step")
@AutoService(Schedule.class)
@Doc("Multiplies the learning rate by a factor at chosen epochs or steps.")
public record MultiStep(
        @Doc("When the rate falls, in epochs or steps.") List<Integer> milestones,
        @Doc("Factor of each fall.") @Default("0.1") double factor,

        @Doc("Whether to count epochs or steps.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public MultiStep {
        milestones = List.copyOf(milestones);
        Check.that(factor > 0, "factor", factor, "must be above 0");
    }

    @Override
    public double learningRate(double base, Progress progress) {
        long passed = milestones.stream()
                .filter(milestone -> milestone <= progress.done(by))
                .count();
        return base * Math.pow(factor, (double) passed);
    }
}
