package io.unmask.model.multiattention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.unmask.config.Check;
import io.unmask.model.nn.AxisMap;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;
import org.jspecify.annotations.Nullable;

/**
 * Attention maps of the multi-attentional network (Zhao et al., CVPR 2021, section 3.2; {@code AttentionMap} in
 * {@code models/MAT.py} of yoctta/multiple-attention): (N, C, h, w) to (N, heads, h, w), 0 or more, 0 along the border.
 *
 * <p>The border is a fixed mask of 24 × 24 with two pixels of zeros, brought to the size of the map by taking the
 * nearest pixel. For other sizes it is therefore not symmetric: of 23 rows the first two and the last are zero.
 */
public final class AttentionMap extends Layer {
    private static final int MASK_SIDE = 24;
    private static final int MASK_BORDER = 2;

    private final Parameter mask;
    private final @Nullable Heads heads;

    /** The layers that make the maps. */
    private record Heads(Conv2d extract, BatchNorm norm, Conv2d select, BatchNorm selectNorm) {}

    /**
     * The maps of features.
     *
     * @param inputs channels of the features
     * @param count maps; 0 for a single one that is 1 everywhere
     */
    public AttentionMap(int inputs, int count) {
        Check.that(count >= 0, "heads", count, "must be at least 0");
        mask = buffer("mask", Init.of(border()), 1, 1, MASK_SIDE, MASK_SIDE);
        heads = count == 0
                ? null
                : new Heads(
                        child(
                                "conv_extract",
                                Conv2d.of(inputs, inputs, 3).padding(1).build()),
                        child("bn1", new BatchNorm(inputs)),
                        child("conv2", Conv2d.of(inputs, count, 1).withoutBias().build()),
                        child("bn2", new BatchNorm(count)));
    }

    private static float[] border() {
        float[] mask = new float[MASK_SIDE * MASK_SIDE];
        for (int row = MASK_BORDER; row < MASK_SIDE - MASK_BORDER; row++) {
            for (int column = MASK_BORDER; column < MASK_SIDE - MASK_BORDER; column++) {
                mask[row * MASK_SIDE + column] = 1;
            }
        }
        return mask;
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        Shape shape = x.getShape();
        if (heads == null) {
            return x.getManager()
                    .ones(new Shape(shape.get(0), 1, shape.get(2), shape.get(3)), x.getDataType(), x.getDevice());
        }
        NDArray extracted = heads.norm.forward(heads.extract.forward(x, pass), pass);
        NDArray selected = heads.select.forward(Activation.relu(extracted), pass);
        NDArray positive =
                Activation.elu(heads.selectNorm.forward(selected, pass), 1).add(1);
        return positive.mul(AxisMap.nearest(mask.on(x.getManager()), (int) shape.get(2), (int) shape.get(3)));
    }
}
