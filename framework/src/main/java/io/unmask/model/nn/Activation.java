package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;

/** Activation functions, element by element, on arrays of any shape. */
public final class Activation {
    private Activation() {}

    /** max(x, 0). */
    public static NDArray relu(NDArray x) {
        return ai.djl.nn.Activation.relu(x);
    }

    /** x where positive, slope · x elsewhere. */
    public static NDArray leakyRelu(NDArray x, double slope) {
        return ai.djl.nn.Activation.leakyRelu(x, (float) slope);
    }

    /** 1 / (1 + exp(−x)). */
    public static NDArray sigmoid(NDArray x) {
        return ai.djl.nn.Activation.sigmoid(x);
    }

    /** x · sigmoid(x), also called SiLU. */
    public static NDArray swish(NDArray x) {
        return Silu.of(x);
    }

    /** x · clip(x + 3, 0, 6) / 6. */
    public static NDArray hardSwish(NDArray x) {
        return x.mul(ai.djl.nn.Activation.relu6(x.add(3))).div(6);
    }
}
