package io.unmask.train.optimizer;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.ArrayList;
import java.util.List;

/** RMSprop (Hinton's lectures, 2012) with momentum and centring, as {@code torch.optim.RMSprop}. */
@JsonTypeName("rmsprop")
@AutoService(Optimizer.class)
@Doc("RMSprop as in PyTorch; weight decay is L2, added to the gradient.")
public record RmsProp(
        @Doc("Step size.") @Default("1e-2") double learningRate,

        @Doc("Memory of the squared gradient.") @Default("0.99")
        double alpha,

        @Doc("Added to the root of the squared gradient.") @Default("1e-8")
        double eps,

        @Doc("Part of the last direction that is kept.") @Default("0")
        double momentum,

        @Doc("Whether the mean gradient is taken off the second moment.") @Default("false")
        boolean centered,

        @Doc("L2 factor, added to the gradient.") @Default("0")
        double weightDecay,

        @Doc("Whether 1-D parameters and biases get no weight decay, as in timm.") @Default("false")
        boolean noDecayOn1d)
        implements Optimizer {
    private static final String SQUARE = "square_avg";
    private static final String MEAN = "grad_avg";
    private static final String DIRECTION = "momentum_buffer";

    /** Checks the settings. */
    public RmsProp {
        Check.that(learningRate > 0, "learningRate", learningRate, "must be above 0");
        Check.that(alpha >= 0 && alpha < 1, "alpha", alpha, "must be from 0 to below 1");
        Check.that(eps >= 0, "eps", eps, "must not be negative");
        Check.that(momentum >= 0, "momentum", momentum, "must not be negative");
        Check.that(weightDecay >= 0, "weightDecay", weightDecay, "must not be negative");
    }

    @Override
    public List<String> vectors() {
        List<String> names = new ArrayList<>(List.of(SQUARE));
        if (centered) {
            names.add(MEAN);
        }
        if (momentum > 0) {
            names.add(DIRECTION);
        }
        return List.copyOf(names);
    }

    @Override
    public void apply(Update update) {
        update.addDecayToGradients(weightDecay);
        NDArray gradients = update.gradients();
        NDArray square = update.vector(SQUARE);
        square.muli(alpha).addi(gradients.mul(gradients).muli(1 - alpha));
        NDArray root;
        if (centered) {
            NDArray mean = update.vector(MEAN);
            mean.muli(alpha).addi(gradients.mul(1 - alpha));
            root = update.scratch(square.sub(update.scratch(mean.mul(mean)))).sqrt();
        } else {
            root = update.scratch(square.sqrt());
        }
        NDArray change = gradients.divi(root.addi(eps));
        if (momentum > 0) {
            NDArray direction = update.vector(DIRECTION);
            direction.muli(momentum).addi(change);
            change = update.scratch(direction.mul(update.learningRate()));
        } else {
            change.muli(update.learningRate());
        }
        update.weights().subi(change);
    }
}
