package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;

/**
 * Two maps side by side, then a 1×1 convolution, BatchNorm and ReLU: (N, C1 + C2, H, W) to (N, outputs, H, W). Tensors
 * {@code 0} and {@code 1}.
 */
final class Joined extends Layer {
    private final Conv2d conv;
    private final BatchNorm norm;

    Joined(int inputs, int outputs) {
        conv = child(
                "0",
                Conv2d.of(inputs, outputs, 1)
                        .withoutBias()
                        .init(Init.normal(1 / Math.sqrt(inputs)))
                        .build());
        norm = child("1", new BatchNorm(outputs));
    }

    /** Puts the maps side by side and runs the layer. */
    NDArray forward(NDArray first, NDArray second, Pass pass) {
        return forward(NDArrays.concat(new NDList(first, second), 1), pass);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return norm.rectified(conv.forward(x, pass), pass);
    }
}
