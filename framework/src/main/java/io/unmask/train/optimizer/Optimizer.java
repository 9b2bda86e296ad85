package io.unmask.train.optimizer;

import io.unmask.config.Family;
import java.util.List;

/**
 * A rule that turns gradients into a change of the weights, equal to PyTorch's rule of the same name. The
 * record holds settings only; what the rule remembers between steps lies in {@link OptimizerState} as named
 * vectors, all starting at zero, so that a checkpoint can hold them.
 */
@Family("optimizer")
public interface Optimizer {
    /** The step size that a schedule starts from. */
    double learningRate();

    /** The names of the vectors that the rule remembers, as PyTorch's state calls them. */
    List<String> vectors();

    /** Whether 1-D parameters and biases are left out of weight decay, as timm's parameter groups do. */
    boolean noDecayOn1d();

    /**
     * How far uphill of the weights the gradient of a step is taken, as a norm over all of them; 0, as for most, where the
     * weights are.
     */
    default double climb() {
        return 0;
    }

    /** One step of some of the weights: changes them and the remembered vectors in place, every element by itself. */
    void apply(Update update);
}
