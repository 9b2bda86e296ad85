package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Noise residuals of feature maps ({@code SRMConv2d_Separate} of Locate and Verify and DeepfakeBench): a depthwise
 * filter with three kernels a channel, cut off at ±3, then a 1×1 convolution, BatchNorm and ReLU. (N, C, H, W) to
 * (N, outputs, H, W). Tensors {@code kernel} (3·C, 1, 5, 5), {@code out_conv.0} and {@code out_conv.1}.
 *
 * <p>The official kernels stand in blocks, C times the first, C times the second, C times the third, while each channel
 * takes three neighbours; so most channels see one kernel three times. Weights were trained that way, so it is kept.
 */
public final class SrmSeparate extends SrmFilter {
    private final int inputs;
    private final Parameter kernel;
    private final Conv2d conv;
    private final BatchNorm norm;

    /**
     * Describes the layer.
     *
     * @param learnable whether training changes the kernels
     */
    public SrmSeparate(int inputs, int outputs, boolean learnable) {
        this.inputs = inputs;
        List<double[]> blocks = new ArrayList<>();
        SrmKernels.three().forEach(each -> blocks.addAll(Collections.nCopies(inputs, each)));
        kernel = kernels("kernel", blocks, 1, learnable);
        int filtered = blocks.size();
        conv = child(
                "out_conv.0",
                Conv2d.of(filtered, outputs, 1)
                        .withoutBias()
                        .init(Init.normal(1 / Math.sqrt(filtered)))
                        .build());
        norm = child("out_conv.1", new BatchNorm(outputs));
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDArray residuals = truncated(filtered(x, kernel, inputs));
        return norm.rectified(conv.forward(residuals, pass), pass);
    }
}
