package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * What a detector says of a batch.
 *
 * @param logits (N, 2), real and fake, before softmax
 * @param extra further outputs by name that its loss or its pictures need: "mask" (N, 1, h, w), "attention"
 */
public record Prediction(NDArray logits, Map<String, NDArray> extra) {
    /** A prediction of logits alone. */
    public Prediction(NDArray logits) {
        this(logits, Map.of());
    }
}
