package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;

/**
 * Noise residuals as Locate and Verify and DeepfakeBench take them ({@code SRMConv2d_simple}): three kernels, each
 * summed over all input channels with weight 1, then cut off at ±3. (N, C, H, W) to (N, 3, H, W). Tensor
 * {@code kernel} (3, C, 5, 5).
 */
public final class SrmSimple extends SrmFilter {
    /** Channels of the result. */
    public static final int OUTPUTS = 3;

    private final Parameter kernel;

    /**
     * Describes the layer.
     *
     * @param inputs channels of the pictures
     * @param learnable whether training changes the kernels
     */
    public SrmSimple(int inputs, boolean learnable) {
        kernel = kernels("kernel", SrmKernels.three(), inputs, learnable);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return truncated(filtered(x, kernel, 1));
    }
}
