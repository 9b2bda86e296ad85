package io.unmask.train.optimizer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.List;

/**
 * Sharpness-aware minimisation (Foret et al., ICLR 2021, algorithm 1): the gradient is taken not where the weights are but
 * at w + rho · g / (‖g‖ + 1e-12), where g is the gradient at w and the norm is over all trained weights; another optimiser
 * then makes its step from w with it. Every step passes its batches through the network twice, so it costs twice the time;
 * running statistics are updated in both passes, as in the published training of self-blended images.
 *
 * @param rho how far the second gradient is taken
 * @param optimizer what makes the step
 */
@JsonTypeName("sam")
@AutoService(Optimizer.class)
@Doc("Sharpness-aware minimisation: another optimiser with gradients from uphill of the weights, at twice the time.")
public record Sam(
        @Doc("How far uphill the gradient is taken, as a norm over all weights.") @Default("0.05")
        double rho,

        @Doc("What makes the step.") @Default("{sgd: {learning_rate: 1e-3, momentum: 0.9}}")
        Optimizer optimizer)
        implements Optimizer {
    /** Checks the settings. */
    public Sam {
        Check.that(rho > 0, "rho", rho, "must be above 0");
        Check.that(optimizer.climb() == 0, "optimizer", "sam", "must be another optimiser than sam");
    }

    @Override
    public double climb() {
        return rho;
    }

    @Override
    public double learningRate() {
        return optimizer.learningRate();
    }

    @Override
    public List<String> vectors() {
        return optimizer.vectors();
    }

    @Override
    public boolean noDecayOn1d() {
        return optimizer.noDecayOn1d();
    }

    @Override
    public void apply(Update update) {
        optimizer.apply(update);
    }
}
