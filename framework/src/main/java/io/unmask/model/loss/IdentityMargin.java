package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Constant;

/**
 * 1 − cos(θ + margin), with θ the angle between two descriptions of a face: DeepfakeBench's {@code loss/id_loss.py}.
 * For detectors that compare identities, so no setting of its own.
 *
 * @param margin in radians
 */
public record IdentityMargin(double margin) {
    private static final double EPS = 1e-6;
    /** Keeps the slope of the sine finite where the angle is 0. */
    private static final double TINY = 1e-12;

    /**
     * The loss of each pair, rows of two (N, D).
     *
     * @return (N)
     */
    public NDArray of(NDArray first, NDArray second) {
        NDArray cosine = Similarity.cosine(first, second, EPS);
        NDArray sine = cosine.mul(cosine).neg().add(1).clip(TINY, 1).sqrt();
        return cosine.mul(Constant.of(-Math.cos(margin)))
                .add(sine.mul(Constant.of(Math.sin(margin))))
                .add(1)
                .flatten();
    }
}
