package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.unmask.config.BadInputException;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;

/**
 * A learnt filter of the whole spectrum, one for each channel ({@code GlobalFilter} of M2TR): the spectrum of the map
 * times a complex weight, and back. (N, C, H, W) to the same, of one size. Tensor {@code complex_weight}
 * (H, W/2 + 1, C, 2), real and imaginary part, N(0, 0.02) at first.
 */
public final class GlobalFilter extends Layer {
    private static final double DEVIATION = 0.02;

    private final int channels;
    private final int height;
    private final int width;
    private final Fourier2d fourier;
    private final Parameter weight;

    /** For maps of this size. */
    public GlobalFilter(int channels, int height, int width) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        fourier = new Fourier2d(height, width);
        weight = trained("complex_weight", Init.normal(DEVIATION), height, width / 2 + 1, channels, 2);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        if (x.getShape().get(1) != channels
                || x.getShape().get(2) != height
                || x.getShape().get(3) != width) {
            throw new BadInputException("the spectrum filter was built for maps of (N, " + channels + ", " + height
                    + ", " + width + "), found " + x.getShape()
                    + "; pictures must have the side that the network was built for");
        }
        Fourier2d.Spectrum spectrum = fourier.forward(x);
        NDArray real = channelsLast(spectrum.real());
        NDArray imaginary = channelsLast(spectrum.imaginary());
        // Pairs beside the pairs of the weight, so that the weight stays whole: a slice of it would live as long as it.
        return fourier.inverse(new Fourier2d.Spectrum(
                channelsFirst(weighted(real, imaginary.neg())), channelsFirst(weighted(imaginary, real))));
    }

    /** first · real part of the weight + second · its imaginary part. */
    private NDArray weighted(NDArray first, NDArray second) {
        return NDArrays.stack(new NDList(first, second), -1).mul(weight.array()).sum(new int[] {-1});
    }

    private static NDArray channelsLast(NDArray map) {
        return map.transpose(0, 2, 3, 1);
    }

    private static NDArray channelsFirst(NDArray map) {
        return map.transpose(0, 3, 1, 2);
    }
}
