package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;

/** A net from one array to one array. */
public abstract class Layer extends Net {
    /**
     * Runs the layer. The result lives on the manager of {@code x}, never on that of the parameters: call
     * operations on {@code x} and pass parameters as arguments.
     *
     * @param x the input; images are (N, C, H, W)
     * @param pass training or evaluation, and who listens to taps
     */
    public abstract NDArray forward(NDArray x, Pass pass);

    /** Runs layers one after another. */
    public static NDArray chain(Iterable<? extends Layer> layers, NDArray x, Pass pass) {
        NDArray y = x;
        for (Layer layer : layers) {
            y = layer.forward(y, pass);
        }
        return y;
    }
}
