package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * How the layers that multiply by weights (convolutions, linear layers) compute while they train: the part of mixed
 * precision that lies in the network. Weights stay as they were placed; so do normalisation, softmax, attention and losses.
 * Evaluation is always {@link #FULL}.
 */
public enum Arithmetic {
    /** In the type of the weights. */
    FULL,
    /** Input and weights in float16, the result in the type of the input. */
    HALF,
    /**
     * The same, but the result stays in float16, for what is between the convolutions of a backbone: BatchNorm, which takes it
     * with its own numbers in float32, activations, pooling, sums.
     */
    HALF_INSIDE;

    /** A layer's operation. */
    @FunctionalInterface
    interface Product {
        /** All three in one type. */
        NDArray of(NDArray x, NDArray weight, @Nullable NDArray bias);
    }

    /** The operation on a layer's input and parameters. */
    NDArray apply(NDArray x, Parameter weight, @Nullable Parameter bias, Pass pass, Product product) {
        NDArray own = weight.array();
        NDArray shift = bias == null ? null : bias.array();
        if (this == FULL || !pass.isTraining()) {
            return product.of(x, own, shift);
        }
        NDArray result = half(x, own, shift, product, x.getDevice().isGpu());
        return this == HALF_INSIDE ? result : Cast.to(result, own.getDataType());
    }

    /**
     * The operation in float16.
     *
     * @param directly on float16 arrays; otherwise on float32 ones that hold the same rounded values, which is what a GPU
     *     does too, since it adds up in float32. The CPU is a hundred times faster so.
     * @return float16
     */
    static NDArray half(NDArray x, NDArray weight, @Nullable NDArray bias, Product product, boolean directly) {
        NDManager manager = x.getManager();
        NDArray result = product.of(
                rounded(x, manager, directly),
                rounded(weight, manager, directly),
                bias == null ? null : rounded(bias, manager, directly));
        return Cast.to(result, DataType.FLOAT16);
    }

    private static NDArray rounded(NDArray x, NDManager manager, boolean directly) {
        NDArray half = Cast.to(x, DataType.FLOAT16, manager);
        return directly ? half : Cast.to(half, DataType.FLOAT32, manager);
    }
}
