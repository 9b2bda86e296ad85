package io.unmask.train.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one step of an optimiser works on: some of the weights, or all. All arrays are vectors as long as the weights here; a
 * rule treats every element by itself, so that the numbers do not depend on how the weights are shared out, but for the last bit
 * of the few at the end of a part, which do not fill a register of the processor.
 *
 * @param weights of the network's flat vector, changed in place
 * @param gradients the gradients, which the step may overwrite; their manager is closed after the step, so
 *     intermediate arrays belong there
 * @param learningRate step size of this step
 * @param step counted from 1
 * @param memory the remembered vectors by name, changed in place
 * @param decayMask 1 where weight decay acts and 0 where it does not; null when it acts everywhere
 */
public record Update(
        NDArray weights,
        NDArray gradients,
        double learningRate,
        long step,
        Map<String, NDArray> memory,
        @Nullable NDArray decayMask) {
    /** A remembered vector. */
    public NDArray vector(String name) {
        NDArray vector = memory.get(name);
        if (vector == null) {
            throw new IllegalArgumentException("the optimiser did not declare a vector " + name);
        }
        return vector;
    }

    /** Hands an intermediate array, which its receiver's manager would keep, to the manager of this step. */
    NDArray scratch(NDArray intermediate) {
        intermediate.attach(gradients.getManager());
        return intermediate;
    }

    /** L2 regularisation: gradients += decay · weights, where decay acts. */
    void addDecayToGradients(double weightDecay) {
        if (weightDecay != 0) {
            gradients.addi(decaying(weightDecay));
        }
    }

    /** Decoupled weight decay: weights −= learning rate · decay · weights, where decay acts. */
    void shrinkWeights(double weightDecay) {
        if (weightDecay == 0) {
            return;
        }
        if (decayMask == null) {
            weights.muli(1 - learningRate * weightDecay);
        } else {
            weights.subi(decaying(learningRate * weightDecay));
        }
    }

    /** The weights times a factor, zero where decay does not act. */
    private NDArray decaying(double factor) {
        NDArray scaled = scratch(weights.mul(factor));
        return decayMask == null ? scaled : scaled.muli(decayMask);
    }
}
