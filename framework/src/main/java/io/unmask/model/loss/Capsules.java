package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;

/**
 * Cross entropy of every capsule's scores, summed over capsules (Nguyen et al. 2019), as in DeepfakeBench
 * ({@code loss/capsule_loss.py}). Needs a detector with the further output {@code capsules}, (N, capsules, classes).
 */
@JsonTypeName("capsules")
@AutoService(Loss.class)
@Doc("Cross entropy of each capsule, summed; for detectors that give the output capsules.")
public record Capsules() implements Loss {
    /** Name of the output that it needs: (N, capsules, classes), before softmax. */
    public static final String OUTPUT = "capsules";

    private static final CrossEntropy ENTROPY = new CrossEntropy(0, null);

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        return of(prediction.require(OUTPUT, "loss capsules"), targets.labels());
    }

    /**
     * The loss of scores (N, capsules, classes) against class probabilities (N, classes).
     *
     * @return a scalar
     */
    public NDArray of(NDArray scores, NDArray labels) {
        NDArray sum = ENTROPY.of(scores.get(new NDIndex(":, 0")), labels);
        for (int capsule = 1; capsule < scores.getShape().get(1); capsule++) {
            sum = sum.add(ENTROPY.of(scores.get(new NDIndex(":, " + capsule)), labels));
        }
        return sum;
    }
}
