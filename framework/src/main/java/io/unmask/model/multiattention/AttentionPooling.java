package io.unmask.model.multiattention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.AxisMap;

/**
 * Features summed over the picture, weighted by each attention map (Zhao et al., CVPR 2021, section 3.2; {@code
 * AttentionPooling} in {@code models/MAT.py} of yoctta/multiple-attention, where the ways are numbered 0 to 3).
 */
public enum AttentionPooling {
    /** The weighted sum: 0. */
    SUM,
    /** The weighted mean; every weight is 1e-8 larger, so that a map of zeros gives the plain mean: 1. */
    MEAN,
    /** The weighted sum, divided by its length over the channels: 2. */
    UNIT,
    /** The weighted sum, divided by the sum of the weights plus 1e-8: 3, and 1 in DeepfakeBench. */
    MASS;

    private static final double TINY = 1e-8;
    private static final double SHORTEST = 1e-12;
    private static final int PER_MAP = 5;

    /**
     * Pools features.
     *
     * @param features (N, C, H, W), or (N, M, C, H, W) where each map has its own
     * @param attention (N, M, h, w), resized bilinearly with aligned corners where the sizes differ
     * @return (N, M, C)
     */
    public NDArray pool(NDArray features, NDArray attention) {
        Shape shape = features.getShape();
        int last = shape.dimension() - 1;
        NDArray resized = AxisMap.bilinear(attention, (int) shape.get(last - 1), (int) shape.get(last), true);
        NDArray weights = this == MEAN ? resized.add(TINY) : resized;
        NDArray sums = sums(features, weights);
        return switch (this) {
            case SUM -> sums;
            case MEAN -> sums.div(mass(weights));
            case UNIT -> sums.normalize(2, 2, SHORTEST);
            case MASS -> sums.div(mass(weights).add(TINY));
        };
    }

    private static NDArray sums(NDArray features, NDArray weights) {
        long pictures = weights.getShape().get(0);
        long maps = weights.getShape().get(1);
        if (features.getShape().dimension() == PER_MAP) {
            long channels = features.getShape().get(2);
            return features.reshape(pictures, maps, channels, -1)
                    .matMul(weights.reshape(pictures, maps, -1, 1))
                    .reshape(pictures, maps, channels);
        }
        long channels = features.getShape().get(1);
        return weights.reshape(pictures, maps, -1)
                .matMul(features.reshape(pictures, channels, -1).swapAxes(1, 2));
    }

    /** (N, M, 1). */
    private static NDArray mass(NDArray weights) {
        long pictures = weights.getShape().get(0);
        long maps = weights.getShape().get(1);
        return weights.reshape(pictures, maps, -1).sum(new int[] {2}, true);
    }
}
