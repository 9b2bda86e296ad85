package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Layer normalisation over the last axis, eps 1e-5: y = (x − mean) / sqrt(var + eps) · weight + bias. Tensors {@code weight}
 * and {@code bias}, PyTorch's names and start.
 */
public final class LayerNorm extends Layer {
    private static final float EPS = 1e-5f;

    private final Shape shape;
    private final Parameter weight;
    private final Parameter bias;

    /** For vectors of that length. */
    public LayerNorm(int length) {
        shape = new Shape(length);
        weight = trained("weight", Init.constant(1), length);
        bias = trained("bias", Init.constant(0), length);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return ai.djl.nn.norm.LayerNorm.layerNorm(x, shape, weight.array(), bias.array(), EPS)
                .singletonOrThrow();
    }
}
