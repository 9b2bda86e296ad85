package io.unmask.model.m2tr;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.FeedForward2d;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;
import java.util.List;

/**
 * M2TR's multi-scale transformer, (N, C, H, W) to the same shape: o = x + attention(x), then o + feed-forward(o).
 * Source: {@code TransformerBlock} in wangjk666/PyDeepFakeDet, {@code models/m2tr.py}; section 3.1 of the paper.
 */
public final class MultiScaleTransformer extends Layer {
    private final MultiScaleAttention attention;
    private final FeedForward2d feedForward;

    /**
     * Describes the block.
     *
     * @param channels C, a multiple of the number of patches
     * @param patches the patch of each head
     */
    public MultiScaleTransformer(int channels, List<Patch> patches) {
        attention = child("attention", new MultiScaleAttention(channels, patches));
        feedForward = child("feed_forward", new FeedForward2d(channels));
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDArray attended = attention.forward(x, pass).add(x);
        return feedForward.forward(attended, pass).add(attended);
    }
}
