package io.unmask.model.multiattention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.unmask.model.nn.AxisMap;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texture enhancement (Zhao et al., CVPR 2021, section 3.2; {@code Texture_Enhance_v1} and {@code _v2} in {@code
 * models/MAT.py} of yoctta/multiple-attention): what is left of shallow features after their local mean is taken off,
 * through a densely connected block.
 */
public final class TextureEnhance extends Net {
    private static final int STEPS = 3;
    private static final int GROUPED_KERNEL = 5;

    /** Which block. */
    public enum Form {
        /** The official network's: each attention map gates the residual and has a block of its own. */
        V2,
        /** Closest to the paper's text: one block for all maps, four times as wide. */
        V1,
        /** None: the shallow features as they are. */
        OFF
    }

    /**
     * What it makes of shallow features (N, C, H, W).
     *
     * @param texture (N, M, C, H, W) of v2, (N, 4 C, H, W) of v1, the features themselves without a block
     * @param pooled (N, C, h, w): local means at the size of the attention maps
     */
    public record Enhanced(NDArray texture, NDArray pooled) {}

    private final Form form;
    private final int channels;
    private final int groups;
    private final @Nullable Conv2d extract;
    private final @Nullable Conv2d first;
    private final List<BatchNorm> norms = new ArrayList<>();
    private final List<Conv2d> convs = new ArrayList<>();
    private final @Nullable BatchNorm lastNorm;

    /**
     * A block.
     *
     * @param channels C
     * @param heads M, which only v2 depends on
     */
    public TextureEnhance(Form form, int channels, int heads) {
        this.form = form;
        this.channels = channels;
        groups = form == Form.V2 ? heads : 1;
        extract = form == Form.V2
                ? child(
                        "conv_extract",
                        Conv2d.of(channels, channels, 3).padding(1).build())
                : null;
        first = form == Form.OFF
                ? null
                : child("conv0", conv(channels, channels, form == Form.V2 ? GROUPED_KERNEL : 1));
        for (int step = 1; form != Form.OFF && step <= STEPS; step++) {
            convs.add(child("conv" + step, conv(step * channels, channels, 3)));
            norms.add(child("bn" + step, new BatchNorm(step * channels * groups)));
        }
        if (form != Form.OFF) {
            int wide = (STEPS + 1) * channels;
            convs.add(child("conv_last", conv(wide, outputs(), 1)));
            norms.add(child("bn" + (STEPS + 1), new BatchNorm(wide * groups)));
        }
        lastNorm = form == Form.OFF ? null : child("bn_last", new BatchNorm(outputs() * groups));
    }

    private Conv2d conv(int inputs, int outputs, int kernel) {
        return Conv2d.of(inputs * groups, outputs * groups, kernel)
                .padding(kernel / 2)
                .groups(groups)
                .build();
    }

    /** Channels of the texture that each map pools. */
    public int outputs() {
        return form == Form.V1 ? (STEPS + 1) * channels : channels;
    }

    /**
     * Enhances features at the size of attention maps.
     *
     * @param features (N, C, H, W)
     * @param attention (N, M, h, w); no gradient reaches it
     */
    public Enhanced enhance(NDArray features, NDArray attention, Pass pass) {
        int rows = (int) attention.getShape().get(2);
        int columns = (int) attention.getShape().get(3);
        return enhance(features, rows, columns, attention, pass);
    }

    /** The same without attention maps: v2 then has no gate, and one group. */
    public Enhanced enhance(NDArray features, int rows, int columns, Pass pass) {
        return enhance(features, rows, columns, null, pass);
    }

    private Enhanced enhance(NDArray features, int rows, int columns, @Nullable NDArray attention, Pass pass) {
        NDArray extracted = extract == null ? features : extract.forward(features, pass);
        NDArray pooled = Pool.adaptiveAverage(extracted, rows, columns);
        if (first == null || lastNorm == null) {
            return new Enhanced(features, pooled);
        }
        int height = (int) features.getShape().get(2);
        int width = (int) features.getShape().get(3);
        NDArray residual = height > rows ? extracted.sub(AxisMap.nearest(pooled, height, width)) : extracted;
        if (form == Form.V1) {
            return new Enhanced(lastNorm.forward(dense(first.forward(residual, pass), pass), pass), pooled);
        }
        NDArray gated = attention == null ? residual : gated(residual, attention.stopGradient(), height, width);
        NDArray texture = lastNorm.rectified(dense(first.forward(gated, pass), pass), pass);
        return new Enhanced(texture.reshape(features.getShape().get(0), groups, channels, height, width), pooled);
    }

    private NDArray gated(NDArray residual, NDArray attention, int height, int width) {
        long pictures = residual.getShape().get(0);
        NDArray gates = ai.djl.nn.Activation.tanh(AxisMap.bilinear(attention, height, width, true));
        return residual.reshape(pictures, 1, channels, height, width)
                .mul(gates.reshape(pictures, groups, 1, height, width))
                .reshape(pictures, (long) groups * channels, height, width);
    }

    /** Each step sees all before it; the last one makes the output of all of them. */
    private NDArray dense(NDArray start, Pass pass) {
        NDArray all = start;
        for (int step = 0; step < STEPS; step++) {
            all = joined(all, step(step, all, pass));
        }
        return step(STEPS, all, pass);
    }

    private NDArray step(int step, NDArray all, Pass pass) {
        return convs.get(step).forward(norms.get(step).rectified(all, pass), pass);
    }

    /** Channels of the same group side by side. */
    private NDArray joined(NDArray old, NDArray fresh) {
        long pictures = old.getShape().get(0);
        long height = old.getShape().get(2);
        long width = old.getShape().get(3);
        NDArray left = old.reshape(pictures, groups, -1, height, width);
        NDArray right = fresh.reshape(pictures, groups, -1, height, width);
        return NDArrays.concat(new NDList(left, right), 2).reshape(pictures, -1, height, width);
    }
}
