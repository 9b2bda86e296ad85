package io.unmask.model.m2tr;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.AxisMap;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;

/**
 * The mask decoder of M2TR: features (N, C, h, w) to the logits of a mask (N, 1, 4h, 4w), or (N, 1, 4h − 4, 4w − 4)
 * with the official padding. The class of the official code ({@code Localizer} in wangjk666/PyDeepFakeDet,
 * {@code models/modules/head.py}) cannot be constructed; this follows the layers that it lists, up to its sigmoid.
 */
public final class Localizer extends Layer {
    private static final double SLOPE = 0.2;

    private final Conv2d wide;
    private final Conv2d narrowing;
    private final Conv2d narrow;
    private final Conv2d last;

    /**
     * Describes the decoder.
     *
     * @param channels C
     * @param outputs maps, 1 for a mask
     * @param officialPadding whether the first convolution loses the border as in the official code
     */
    public Localizer(int channels, int outputs, boolean officialPadding) {
        int half = channels / 2;
        int padding = officialPadding ? 0 : 1;
        wide = child(
                "deconv1.conv",
                Conv2d.of(channels, channels, 3).padding(padding).build());
        narrowing = child("conv1.0", Conv2d.of(channels, half, 3).padding(1).build());
        narrow = child("deconv2.conv", Conv2d.of(half, half, 3).padding(1).build());
        last = child("conv2.1", Conv2d.of(half, outputs, 3).padding(1).build());
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDArray first = Activation.leakyRelu(wide.forward(doubled(x), pass), SLOPE);
        NDArray second = Activation.leakyRelu(narrowing.forward(first, pass), SLOPE);
        NDArray third = Activation.leakyRelu(narrow.forward(doubled(second), pass), SLOPE);
        // The official layers rectify here once more, which squares the slope.
        return last.forward(Activation.leakyRelu(third, SLOPE), pass);
    }

    private static NDArray doubled(NDArray x) {
        int height = Math.toIntExact(x.getShape().get(2));
        int width = Math.toIntExact(x.getShape().get(3));
        return AxisMap.bilinear(x, 2 * height, 2 * width, true);
    }
}
