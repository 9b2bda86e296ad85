package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;

/** Takes a disc around frequency zero out of the spectrum. (N, C, H, W) to the same; no tensors. */
public final class HighPassFilter extends Layer {
    private final double cutOff;

    /**
     * Describes the filter.
     *
     * @param cutOff radius of the disc, as a share of the highest frequency along an axis; its rim goes as well
     */
    public HighPassFilter(double cutOff) {
        this.cutOff = cutOff;
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        int height = (int) x.getShape().get(2);
        int width = (int) x.getShape().get(3);
        Fourier2d fourier = new Fourier2d(height, width);
        Fourier2d.Spectrum spectrum = fourier.forward(x);
        NDArray mask = fourier.mask(x, (down, across) -> Math.hypot(down, across) > cutOff);
        return fourier.inverse(new Fourier2d.Spectrum(
                spectrum.real().mul(mask), spectrum.imaginary().mul(mask)));
    }
}
