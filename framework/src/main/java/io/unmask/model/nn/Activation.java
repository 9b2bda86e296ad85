package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;

/** Activation functions, element by element, on arrays of any shape. */
public final class Activation {
    private Activation() {}

    /** max(x, 0). */
    public static NDArray relu(NDArray x) {
        return ai.djl.nn.Activation.relu(x);
    }

    /** max(a + b, 0) of two arrays of one shape. */
    public static NDArray reluOfSum(NDArray a, NDArray b) {
        return reluInPlace(a.add(b));
    }

    /** max(x, 0), written over x, which is nobody's afterwards; no view of another array. */
    static NDArray reluInPlace(NDArray x) {
        try {
            return Script.RELU_IN_PLACE.of(x);
        } finally {
            x.close();
        }
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
        return Script.SILU.of(x);
    }

    /** x · clip(x + 3, 0, 6) / 6. */
    public static NDArray hardSwish(NDArray x) {
        return x.mul(ai.djl.nn.Activation.relu6(x.add(3))).div(Constant.of(6));
    }
}
