package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;

/**
 * Semi-supervised patch similarity learning (Locate-and-Verify, Shuai et al. 2023, {@code loss/patch_unsup_loss.py}):
 * teaches a localisation branch without masks. A patch of a fake counts as manipulated when its features are less like
 * the mean patch of the real pictures than like the mean patch of the fakes inside a region that forgeries change, such
 * as the mouth. All patches of real pictures are genuine. Then each patch is classified by cross entropy; no gradient
 * flows into the features. Detectors that have such features use it; it is no setting of its own.
 *
 * <p>A batch without fakes has only genuine patches. One without reals has nothing to compare with: its loss is 0, where
 * the official code gives NaN.
 */
public record PatchSimilarity() {
    private static final double EPS = 1e-8;
    private static final int CHANNEL = 1;

    /**
     * The loss of a batch.
     *
     * @param scores (N, 2, h, w), genuine and manipulated, before softmax
     * @param features (N, C, h, w)
     * @param fake (N), 1 for fakes and 0 for reals
     * @param regions (N, 1, h, w), 1 inside the reference region
     * @return a scalar
     */
    public NDArray of(NDArray scores, NDArray features, NDArray fake, NDArray regions) {
        NDArray labels = pseudoLabels(features, fake, regions);
        NDArray loss = new MaskCrossEntropy(null).of(scores, labels);
        NDArray anyReal = fake.neg().add(1).max();
        return loss.mul(anyReal);
    }

    /**
     * Which patches count as manipulated.
     *
     * @return (N, 1, h, w), 0 or 1
     */
    public NDArray pseudoLabels(NDArray features, NDArray fake, NDArray regions) {
        NDArray patches = rows(features.stopGradient());
        NDArray unit = Similarity.unit(patches);
        NDArray isFake = fake.reshape(-1, 1, 1, 1).mul(regions.onesLike());
        NDArray ofFake = rows(isFake);
        NDArray ofReal = ofFake.neg().add(1);
        // Only directions count, so sums do for means.
        NDArray real = sum(unit.mul(ofReal));
        NDArray reference = sum(unit.mul(ofFake).mul(rows(regions)));
        NDArray lessReal = Similarity.cosine(unit, real, EPS).lt(Similarity.cosine(unit, reference, EPS));
        return lessReal.toType(features.getDataType(), false).mul(ofFake).reshape(regions.getShape());
    }

    private static NDArray sum(NDArray rows) {
        return rows.sum(new int[] {0}, true);
    }

    /** (N, C, h, w) to (N · h · w, C). */
    private static NDArray rows(NDArray map) {
        return map.transpose(0, 2, 3, 1).reshape(-1, map.getShape().get(CHANNEL));
    }
}
