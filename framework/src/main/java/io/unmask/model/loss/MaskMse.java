package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.nn.Activation;

/**
 * Mean squared difference between the mask that a detector gives, after sigmoid, and the true one (PyDeepFakeDet,
 * {@code utils/loss.py}, MSELoss). Needs masks, and a detector whose mask has one channel.
 */
@JsonTypeName("mask_mse")
@AutoService(Loss.class)
@Doc("Mean squared error of the mask, for detectors whose mask has one channel.")
public record MaskMse() implements Loss {
    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        return MaskPixels.loss(
                prediction,
                targets,
                1,
                "loss mask_mse",
                pixels -> of(Activation.sigmoid(pixels.predicted()), pixels.wanted()));
    }

    /**
     * The loss of two masks of the same shape, the first one after sigmoid.
     *
     * @return a scalar
     */
    public NDArray of(NDArray probabilities, NDArray masks) {
        NDArray difference = probabilities.sub(masks);
        return difference.mul(difference).mean();
    }
}
