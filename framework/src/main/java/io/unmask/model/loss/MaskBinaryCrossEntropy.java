package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;

/**
 * Binary cross entropy of every pixel, averaged over all pixels of the batch: the localisation loss of M2TR's paper. Masks
 * between 0 and 1 are taken as probabilities. Needs masks, and a detector whose mask has one channel, before sigmoid.
 */
@JsonTypeName("mask_binary_cross_entropy")
@AutoService(Loss.class)
@Doc("Binary cross entropy of each pixel, for detectors whose mask has one channel.")
public record MaskBinaryCrossEntropy(
        @Doc("Factor on manipulated pixels.") @Default("1") double positiveWeight) implements Loss {
    /** Guards the settings. */
    public MaskBinaryCrossEntropy {
        Check.that(
                positiveWeight > 0 && positiveWeight < Double.POSITIVE_INFINITY,
                "positiveWeight",
                positiveWeight,
                "must be a number above 0");
    }

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        var entropy = new BinaryCrossEntropy(null, positiveWeight, false);
        return MaskPixels.loss(
                prediction,
                targets,
                1,
                "loss mask_binary_cross_entropy",
                pixels -> entropy.of(pixels.predicted(), pixels.wanted()));
    }
}
