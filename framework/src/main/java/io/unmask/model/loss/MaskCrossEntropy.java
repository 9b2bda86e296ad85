package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross entropy of every pixel between genuine and manipulated, averaged over all pixels of the batch (Locate-and-Verify,
 * {@code loss/seg_loss.py}, FSCELoss). Masks between 0 and 1 are taken as probabilities, and the loss is linear in
 * them. Needs masks, and a detector whose mask has two channels.
 */
@JsonTypeName("mask_cross_entropy")
@AutoService(Loss.class)
@Doc("Cross entropy of each pixel, for detectors whose mask has two channels.")
public record MaskCrossEntropy(
        @Doc("A weight for genuine and for manipulated pixels: [1, 4]; equal when left out.") @Nullable
        List<Double> classWeights)
        implements Loss {
    private static final int CHANNELS = 2;
    private static final int CHANNEL = 1;

    /** Guards the settings. */
    public MaskCrossEntropy {
        classWeights = new CrossEntropy(0, classWeights).classWeights();
    }

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        return MaskPixels.loss(prediction, targets, CHANNELS, "loss mask_cross_entropy", this::of);
    }

    /**
     * The loss of scores (N, 2, h, w) against masks (N, 1, H, W), 0..1; the scores are enlarged to the masks.
     *
     * @return a scalar
     */
    public NDArray of(NDArray scores, NDArray masks) {
        return of(new MaskPixels(scores, masks));
    }

    private NDArray of(MaskPixels pixels) {
        NDArray wanted = pixels.wanted();
        NDArray classes = NDArrays.concat(new NDList(wanted.neg().add(1), wanted), CHANNEL);
        return new CrossEntropy(0, classWeights).of(rows(pixels.predicted()), rows(classes));
    }

    /** (N, 2, H, W) to (N · H · W, 2). */
    private static NDArray rows(NDArray map) {
        return map.transpose(0, 2, 3, 1).reshape(-1, CHANNELS);
    }
}
