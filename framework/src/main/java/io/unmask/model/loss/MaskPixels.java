package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.nn.AxisMap;
import java.util.function.Function;

/**
 * A detector's mask beside the true one, both of the size of the true one.
 *
 * @param predicted (N, C, H, W), as the detector gives it, before sigmoid or softmax
 * @param wanted (N, 1, H, W), 0..1
 */
record MaskPixels(NDArray predicted, NDArray wanted) {
    /** Enlarges the prediction where sizes differ: bilinear, corners aligned, as Locate-and-Verify does. */
    MaskPixels {
        Shape shape = wanted.getShape();
        predicted = AxisMap.bilinear(predicted, (int) shape.get(2), (int) shape.get(3), true);
    }

    /**
     * The loss on the masks of a batch, also where pictures were blended.
     *
     * @param channels that the reader can take
     * @param reader for messages: {@code loss mask_mse}
     * @param lossOf the loss on one set of masks
     * @return a scalar
     */
    static NDArray loss(
            Prediction prediction, Targets targets, int channels, String reader, Function<MaskPixels, NDArray> lossOf) {
        NDArray predicted = prediction.require(Prediction.MASK, reader);
        if (predicted.getShape().get(1) != channels) {
            throw new BadInputException(reader + ": needs a mask of " + channels + " channel"
                    + (channels == 1 ? "" : "s") + ", but the detector's has "
                    + predicted.getShape().get(1) + "; "
                    + (channels == 1 ? "mask_cross_entropy takes two" : "mask_binary_cross_entropy takes one"));
        }
        return targets.maskLoss(reader, masks -> lossOf.apply(new MaskPixels(predicted, masks)));
    }
}
