package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameter;
import java.util.List;

/** A convolution with 5×5 noise kernels, stride 1, zeros around; fixed unless they are to be learnt. */
abstract class SrmFilter extends Layer {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape PADDING = new Shape(SrmKernels.SIDE / 2, SrmKernels.SIDE / 2);
    private static final double BOUND = 3;

    /** Registers the kernels, each repeated over {@code depth} input channels. */
    final Parameter kernels(String name, List<double[]> kernels, int depth, boolean learnable) {
        int size = SrmKernels.SIDE * SrmKernels.SIDE;
        float[] values = new float[kernels.size() * depth * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) kernels.get(i / size / depth)[i % size];
        }
        long[] shape = {kernels.size(), depth, SrmKernels.SIDE, SrmKernels.SIDE};
        return learnable ? trained(name, Init.of(values), shape) : buffer(name, Init.of(values), shape);
    }

    /** (N, C, H, W) to (N, kernels, H, W). */
    static NDArray filtered(NDArray x, Parameter kernels, int groups) {
        return ai.djl.nn.convolutional.Conv2d.conv2d(x, kernels.array(), null, ONE, PADDING, ONE, groups)
                .singletonOrThrow();
    }

    /** Residuals cut off at ±3, so that edges do not drown the noise. */
    static NDArray truncated(NDArray residuals) {
        return residuals.clip(-BOUND, BOUND);
    }
}
