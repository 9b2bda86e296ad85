package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** y = x Wᵀ + b on the last axis. Parameters {@code weight} (out, in) and {@code bias} (out), PyTorch's initialisation. */
public final class Linear extends Layer {
    private final Parameter weight;
    private final @Nullable Parameter bias;

    /** With a bias. */
    public Linear(int inputs, int outputs) {
        this(inputs, outputs, true);
    }

    /** With or without a bias. */
    public Linear(int inputs, int outputs, boolean hasBias) {
        weight = trained("weight", Init.defaultWeight(), outputs, inputs);
        bias = hasBias ? trained("bias", Init.uniform(1 / Math.sqrt(inputs)), outputs) : null;
    }

    /** With a bias that starts at 0 and another initialisation of the weight. */
    public Linear(int inputs, int outputs, Init weightInit) {
        weight = trained("weight", weightInit, outputs, inputs);
        bias = trained("bias", Init.constant(0), outputs);
    }

    /** Length of the vectors that it reads. */
    public int inputs() {
        return Math.toIntExact(weight.shape()[1]);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return arithmetic()
                .apply(
                        x,
                        weight,
                        bias,
                        pass,
                        (vectors, rows, shift) -> ai.djl.nn.core.Linear.linear(vectors, rows, shift)
                                .singletonOrThrow());
    }
}
