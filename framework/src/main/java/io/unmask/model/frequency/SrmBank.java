package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;

/**
 * Noise residuals of all thirty kernels ({@code SRMConv2d} of DeepfakeBench), each summed over the three channels of
 * the picture, not divided and not cut off. (N, 3, H, W) to (N, 30, H, W). Tensors {@code weight} (30, 3, 5, 5) and
 * {@code bias} (30), which the official code has and never adds.
 */
public final class SrmBank extends SrmFilter {
    /** Channels of the result. */
    public static final int OUTPUTS = 30;

    private static final int INPUTS = 3;

    private final Parameter weight;

    /**
     * Describes the layer.
     *
     * @param learnable whether training changes the kernels
     */
    public SrmBank(boolean learnable) {
        weight = kernels("weight", SrmKernels.thirty(), INPUTS, learnable);
        if (learnable) {
            trained("bias", Init.constant(0), OUTPUTS);
        } else {
            buffer("bias", Init.constant(0), OUTPUTS);
        }
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return filtered(x, weight, 1);
    }
}
