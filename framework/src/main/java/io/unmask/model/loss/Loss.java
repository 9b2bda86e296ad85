package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import io.unmask.config.Family;

/** A loss on class scores. */
@Family("loss")
public interface Loss {
    /**
     * The loss of a batch.
     *
     * @param logits (N, classes)
     * @param labels (N, classes), class probabilities that sum to 1
     * @return a scalar
     */
    NDArray of(NDArray logits, NDArray labels);
}
