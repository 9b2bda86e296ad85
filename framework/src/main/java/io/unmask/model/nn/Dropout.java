package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Zeroes values at random while training and scales the others so that the mean stays. Draws from the
 * engine's generator, which the caller of a training pass has seeded.
 */
public final class Dropout {
    private Dropout() {}

    /** Drops single values with the given probability, each kept one becoming x / (1 − probability). */
    public static NDArray values(NDArray x, double probability, Pass pass) {
        if (!pass.isTraining() || probability == 0) {
            return x;
        }
        return ai.djl.nn.norm.Dropout.dropout(x, (float) probability, true).singletonOrThrow();
    }

    /**
     * Drops whole samples of (N, C, H, W), called drop-connect in EfficientNet and stochastic depth elsewhere:
     * a branch that is dropped leaves only the skip connection.
     */
    public static NDArray samples(NDArray x, double probability, Pass pass) {
        if (!pass.isTraining() || probability == 0) {
            return x;
        }
        NDArray ones = x.getManager().ones(new Shape(x.getShape().get(0), 1, 1, 1), x.getDataType(), x.getDevice());
        return x.mul(values(ones, probability, pass));
    }
}
