package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;

/**
 * Two 3×3 convolutions, the first with taps two pixels apart, each with BatchNorm and LeakyReLU 0.2
 * ({@code FeedForward2D} of M2TR). (N, C, H, W) to the same. Tensors {@code conv.0}, {@code conv.1}, {@code conv.3},
 * {@code conv.4}; the gaps are the official activations.
 */
public final class FeedForward2d extends Layer {
    private static final double SLOPE = 0.2;

    private final Conv2d first;
    private final BatchNorm firstNorm;
    private final Conv2d second;
    private final BatchNorm secondNorm;

    /** For maps of this many channels. */
    public FeedForward2d(int channels) {
        first = child(
                "conv.0",
                Conv2d.of(channels, channels, 3).padding(2).dilation(2).build());
        firstNorm = child("conv.1", new BatchNorm(channels));
        second = child("conv.3", Conv2d.of(channels, channels, 3).padding(1).build());
        secondNorm = child("conv.4", new BatchNorm(channels));
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDArray y = Activation.leakyRelu(firstNorm.forward(first.forward(x, pass), pass), SLOPE);
        return Activation.leakyRelu(secondNorm.forward(second.forward(y, pass), pass), SLOPE);
    }
}
