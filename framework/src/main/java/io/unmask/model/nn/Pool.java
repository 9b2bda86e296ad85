package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Pooling of (N, C, H, W). */
public final class Pool {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private Pool() {}

    /** Largest value of each square window; the stride equals the window, a rest at the border is dropped. */
    public static NDArray max(NDArray x, int window) {
        return max(x, window, window, 0);
    }

    /** Largest of every so many neighbours in a row, (N, C, H, W) to (N, C, H, W / neighbours); a rest is dropped. */
    public static NDArray maxOfRow(NDArray x, int neighbours) {
        Shape window = new Shape(1, neighbours);
        return ai.djl.nn.pooling.Pool.maxPool2d(x, window, window, new Shape(0, 0), false);
    }

    /** Largest value of each square window. */
    public static NDArray max(NDArray x, int window, int stride, int padding) {
        return ai.djl.nn.pooling.Pool.maxPool2d(
                x, new Shape(window, window), new Shape(stride, stride), new Shape(padding, padding), false);
    }

    /** Mean of each square window; the stride equals the window, a rest at the border is dropped. */
    public static NDArray average(NDArray x, int window) {
        Shape side = new Shape(window, window);
        return ai.djl.nn.pooling.Pool.avgPool2d(x, side, side, new Shape(0, 0), false, true);
    }

    /**
     * Largest value of each square window, without padding; a window that reaches beyond the border counts with what it
     * covers, as {@code ceil_mode} of PyTorch.
     */
    public static NDArray maxReaching(NDArray x, int window, int stride) {
        return ai.djl.nn.pooling.Pool.maxPool2d(
                x, new Shape(window, window), new Shape(stride, stride), new Shape(0, 0), true);
    }

    /** Mean over the whole map: (N, C, H, W) to (N, C). */
    public static NDArray globalAverage(NDArray x) {
        // DJL's mean takes one axis at a time; as one long row the map needs only one.
        return x.reshape(x.getShape().get(0), x.getShape().get(1), -1).mean(new int[] {ROWS});
    }

    /** The same, keeping the axes: (N, C, 1, 1). */
    public static NDArray globalAverageMap(NDArray x) {
        return globalAverage(x).reshape(x.getShape().get(0), x.getShape().get(1), 1, 1);
    }

    /**
     * Mean over {@code side} × {@code side} windows whose borders adapt to the input, as
     * {@code torch.nn.AdaptiveAvgPool2d}: window i covers floor(i·in/out) up to ceil((i+1)·in/out), so windows
     * overlap where the sizes do not divide, and repeat where the input is smaller. DJL has only the global
     * case; here it is two matrix products.
     */
    public static NDArray adaptiveAverage(NDArray x, int side) {
        return adaptiveAverage(x, side, side);
    }

    /** The same for a result that is not square. */
    public static NDArray adaptiveAverage(NDArray x, int height, int width) {
        return AxisMap.apply(
                x,
                AxisMap.adaptiveAverage((int) x.getShape().get(ROWS), height),
                AxisMap.adaptiveAverage((int) x.getShape().get(COLUMNS), width));
    }
}
