package io.unmask.model.m2tr;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.Check;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;
import java.util.List;

/**
 * Self-attention of M2TR's multi-scale transformer, (N, C, H, W) to the same shape. Each head has a patch size of its
 * own and an equal share of the channels; its tokens are the patches with all their channels and pixels, so that a head
 * with patches of h × w has H/h · W/w tokens of C/heads · h · w values. Source: {@code MultiHeadedAttention} in
 * wangjk666/PyDeepFakeDet, {@code models/m2tr.py}; section 3.1 of the paper.
 */
public final class MultiScaleAttention extends Layer {
    private static final double SLOPE = 0.2;
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;

    private final int headChannels;
    private final List<Patch> patches;
    private final Conv2d query;
    private final Conv2d value;
    private final Conv2d key;
    private final Conv2d output;
    private final BatchNorm outputNorm;

    /**
     * Describes the layer.
     *
     * @param channels C, a multiple of the number of patches
     * @param patches the patch of each head; maps must be a whole number of each wide and high
     */
    public MultiScaleAttention(int channels, List<Patch> patches) {
        Check.that(
                !patches.isEmpty() && channels % patches.size() == 0,
                "channels",
                channels,
                "must be a multiple of the number of heads, " + patches.size());
        this.patches = List.copyOf(patches);
        headChannels = channels / patches.size();
        query = child("query_embedding", Conv2d.of(channels, channels, 1).build());
        value = child("value_embedding", Conv2d.of(channels, channels, 1).build());
        key = child("key_embedding", Conv2d.of(channels, channels, 1).build());
        output = child(
                "output_linear.0", Conv2d.of(channels, channels, 3).padding(1).build());
        outputNorm = child("output_linear.1", new BatchNorm(channels));
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDArray queries = query.forward(x, pass);
        NDArray keys = key.forward(x, pass);
        NDArray values = value.forward(x, pass);
        NDList heads = new NDList();
        for (int i = 0; i < patches.size(); i++) {
            String channels = ":, " + i * headChannels + ":" + (i + 1) * headChannels;
            heads.add(attend(queries.get(channels), keys.get(channels), values.get(channels), patches.get(i)));
        }
        NDArray joined = NDArrays.concat(heads, 1);
        return Activation.leakyRelu(outputNorm.forward(output.forward(joined, pass), pass), SLOPE);
    }

    /** One head: maps of its channels to the map of its answers. */
    private NDArray attend(NDArray queryMap, NDArray keyMap, NDArray valueMap, Patch patch) {
        Shape shape = valueMap.getShape();
        NDArray queries = tokens(queryMap, patch);
        double scale = 1 / Math.sqrt((double) queries.getShape().get(2));
        NDArray scores =
                queries.mul(Constant.of(scale)).matMul(tokens(keyMap, patch).transpose(0, 2, 1));
        NDArray answers = scores.softmax(-1).matMul(tokens(valueMap, patch));
        long rows = shape.get(HEIGHT) / patch.height();
        long columns = shape.get(WIDTH) / patch.width();
        return answers.reshape(shape.get(0), rows, columns, headChannels, patch.height(), patch.width())
                .transpose(0, 3, 1, 4, 2, 5)
                .reshape(shape);
    }

    /** (N, C, H, W) to (N, patches, C · pixels of a patch). */
    private NDArray tokens(NDArray map, Patch patch) {
        Shape shape = map.getShape();
        long rows = shape.get(HEIGHT) / patch.height();
        long columns = shape.get(WIDTH) / patch.width();
        return map.reshape(shape.get(0), headChannels, rows, patch.height(), columns, patch.width())
                .transpose(0, 2, 4, 1, 3, 5)
                .reshape(shape.get(0), rows * columns, -1);
    }
}
