package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;

/** Pooling of clips, (N, C, T, H, W). */
public final class Pool3d {
    private static final int TIME = 2;
    private static final int REST = 3;

    private Pool3d() {}

    /** Largest value of each window; padding never wins. */
    public static NDArray max(NDArray x, Extent window, Extent stride, Extent padding) {
        return ai.djl.nn.pooling.Pool.maxPool3d(x, window.shape(), stride.shape(), padding.shape(), false);
    }

    /**
     * Largest value of each window, with zeros around the clip as TensorFlow's "same" counts them. A zero can win: what is
     * pooled is meant to be 0 or more.
     */
    public static NDArray maxSame(NDArray x, Extent window, Extent stride) {
        return max(window.padSame(x, stride), window, stride, Extent.NONE);
    }

    /** Mean of each window at stride 1, without padding. */
    public static NDArray average(NDArray x, Extent window) {
        return ai.djl.nn.pooling.Pool.avgPool3d(
                x, window.shape(), Extent.ONE.shape(), Extent.NONE.shape(), false, true);
    }

    /** Mean over height and width: (N, C, T, H, W) to (N, C, T). */
    public static NDArray averageOverPictures(NDArray x) {
        return x.reshape(x.getShape().get(0), x.getShape().get(1), x.getShape().get(TIME), -1)
                .mean(new int[] {REST});
    }
}
