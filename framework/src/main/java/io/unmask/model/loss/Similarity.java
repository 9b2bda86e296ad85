package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** How alike the rows of two matrices are. Slopes stay finite at rows of zeros. */
final class Similarity {
    private static final double NORM_FLOOR = 1e-12;
    private static final int ROW = 1;

    private Similarity() {}

    /** Rows of length 1, as {@code torch.nn.functional.normalize}: x / max(‖x‖, 1e-12). */
    static NDArray unit(NDArray x) {
        return x.div(norm(x, NORM_FLOOR));
    }

    /**
     * Cosine of each row of a (N, D) with its row of b (N, D), or with the only row of b (1, D).
     *
     * @param eps the least that a norm counts for
     * @return (N, 1)
     */
    static NDArray cosine(NDArray a, NDArray b, double eps) {
        return a.mul(b).sum(new int[] {ROW}, true).div(norm(a, eps)).div(norm(b, eps));
    }

    private static NDArray norm(NDArray x, double floor) {
        // A float cannot hold the square of the floor of a norm.
        double smallest =
                x.getDataType() == DataType.FLOAT64 ? floor * floor : Math.max(floor * floor, Float.MIN_NORMAL);
        return x.mul(x)
                .sum(new int[] {ROW}, true)
                .clip(smallest, Float.MAX_VALUE)
                .sqrt();
    }
}
