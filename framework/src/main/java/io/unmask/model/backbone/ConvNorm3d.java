package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv3d;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;

/** A 3-D convolution, its BatchNorm and, where asked for, ReLU; the names of the two tensors differ between programs. */
final class ConvNorm3d extends Layer {
    private final Conv3d conv;
    private final BatchNorm norm;

    ConvNorm3d(String convName, Conv3d conv, String normName, BatchNorm norm) {
        this.conv = child(convName, conv);
        this.norm = child(normName, norm);
    }

    /** Named by their places in a Sequential: 0 and 1, as torchvision does. */
    static ConvNorm3d sequential(Conv3d.Spec conv, int outputs) {
        return new ConvNorm3d("0", conv.build(), "1", new BatchNorm(outputs));
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return norm.forward(conv.forward(x, pass), pass);
    }

    NDArray rectified(NDArray x, Pass pass) {
        return norm.rectified(conv.forward(x, pass), pass);
    }
}
