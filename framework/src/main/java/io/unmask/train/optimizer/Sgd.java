package io.unmask.train.optimizer;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.List;

/** Stochastic gradient descent with momentum, as {@code torch.optim.SGD}. */
@JsonTypeName("sgd")
@AutoService(Optimizer.class)
@Doc("Stochastic gradient descent as in PyTorch; weight decay is L2, added to the gradient.")
public record Sgd(
        @Doc("Step size.") @Default("1e-2") double learningRate,

        @Doc("Part of the last direction that is kept.") @Default("0")
        double momentum,

        @Doc("Part of the gradient that does not enter the direction.") @Default("0")
        double dampening,

        @Doc("Whether to look ahead along the direction (Nesterov).") @Default("false")
        boolean nesterov,

        @Doc("L2 factor, added to the gradient.") @Default("0")
        double weightDecay,

        @Doc("Whether 1-D parameters and biases get no weight decay, as in timm.") @Default("false")
        boolean noDecayOn1d)
        implements Optimizer {
    private static final String DIRECTION = "momentum_buffer";

    /** Checks the settings. */
    public Sgd {
        Check.that(learningRate > 0, "learningRate", learningRate, "must be above 0");
        Check.that(momentum >= 0, "momentum", momentum, "must not be negative");
        Check.that(weightDecay >= 0, "weightDecay", weightDecay, "must not be negative");
        Check.that(
                !nesterov || (momentum > 0 && dampening == 0),
                "nesterov",
                nesterov,
                "needs a momentum above 0 and no dampening");
    }

    @Override
    public List<String> vectors() {
        return momentum == 0 ? List.of() : List.of(DIRECTION);
    }

    @Override
    public void apply(Update update) {
        update.addDecayToGradients(weightDecay);
        NDArray gradients = update.gradients();
        if (momentum == 0) {
            update.weights().subi(gradients.muli(update.learningRate()));
            return;
        }
        NDArray direction = update.vector(DIRECTION);
        // The first direction is the gradient itself, undampened.
        double share = update.step() == 1 ? 1 : 1 - dampening;
        direction.muli(momentum).addi(share == 1 ? gradients : gradients.mul(share));
        NDArray change = nesterov
                ? gradients.addi(update.scratch(direction.mul(momentum))).muli(update.learningRate())
                : update.scratch(direction.mul(update.learningRate()));
        update.weights().subi(change);
    }
}
