package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.FeedForward2d;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;

/**
 * The frequency branch of M2TR ({@code FreqBlock}): x + feed-forward(spectrum filter(x)). (N, C, H, W) to the same.
 * Tensors {@code filter.complex_weight} and {@code feed_forward.conv.*}.
 */
public final class FrequencyBlock extends Layer {
    private final GlobalFilter filter;
    private final FeedForward2d feedForward;

    /** For maps of this size. */
    public FrequencyBlock(int channels, int height, int width) {
        filter = child("filter", new GlobalFilter(channels, height, width));
        feedForward = child("feed_forward", new FeedForward2d(channels));
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return x.add(feedForward.forward(filter.forward(x, pass), pass));
    }
}
