package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Asks that two pictures of the same sample get the same features, as DeepfakeBench's {@code loss/consistency_loss.py}.
 * For detectors that see each sample twice in a batch, which plain training does not: it is no setting of its own.
 *
 * @param distance how features are compared
 */
public record Consistency(Distance distance) {
    /** How features are compared. */
    public enum Distance {
        /** (1 − cosine)², averaged over pairs. */
        COSINE,
        /** Mean squared difference. */
        L2
    }

    /**
     * The loss of features (N, D), where row i and row N/2 + i are pictures of the same sample.
     *
     * @return a scalar
     */
    public NDArray of(NDArray features) {
        long half = features.getShape().get(0) / 2;
        NDArray first = features.get(new NDIndex("0:" + half));
        NDArray second = features.get(new NDIndex(half + ":" + 2 * half));
        NDArray difference = distance == Distance.L2
                ? first.sub(second)
                : Similarity.unit(first)
                        .mul(Similarity.unit(second))
                        .sum(new int[] {1})
                        .sub(1);
        return difference.mul(difference).mean();
    }
}
