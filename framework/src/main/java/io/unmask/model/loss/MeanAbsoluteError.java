package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;

/**
 * Mean absolute difference, DeepfakeBench's {@code loss/l1_loss.py}. For detectors that rebuild something, such as a
 * picture, so no setting of its own.
 */
public record MeanAbsoluteError() {
    /**
     * The loss of two arrays of the same shape.
     *
     * @return a scalar
     */
    public NDArray of(NDArray actual, NDArray wanted) {
        return actual.sub(wanted).abs().mean();
    }
}
