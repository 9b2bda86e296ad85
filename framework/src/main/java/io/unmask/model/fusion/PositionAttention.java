package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;

/** Attention between the positions of feature maps, each position a token of its channels. */
final class PositionAttention {
    private PositionAttention() {}

    /** (N, C, H, W) to (N, C, H·W). */
    static NDArray flat(NDArray map) {
        return map.reshape(map.getShape().get(0), map.getShape().get(1), -1);
    }

    /**
     * How alike the positions of two maps are: the dot products of their channels, not scaled.
     *
     * @param query (N, C, H, W)
     * @param key (N, C, H', W')
     * @return (N, H·W, H'·W')
     */
    static NDArray energy(NDArray query, NDArray key) {
        return flat(query).swapAxes(1, 2).matMul(flat(key));
    }

    /**
     * For each position of the result the mean of the values that its row of weights gives.
     *
     * @param weights (N, H·W, H'·W'), rows that sum to 1
     * @param value (N, C, H', W')
     * @param like (N, any, H, W), for the shape of the result
     * @return (N, C, H, W)
     */
    static NDArray gather(NDArray weights, NDArray value, NDArray like) {
        NDArray tokens = weights.matMul(flat(value).swapAxes(1, 2));
        return tokens.swapAxes(1, 2)
                .reshape(
                        like.getShape().get(0),
                        value.getShape().get(1),
                        like.getShape().get(2),
                        like.getShape().get(3));
    }
}
