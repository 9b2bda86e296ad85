package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Fixed band-pass filters of several widths on every channel by itself: (N, C, H, W) to (N, C · widths, H, W), all channels
 * of a width together. A kernel is −(1 − r² / 2σ²) · exp(−r² / 2σ²) / πσ⁴ on 2·⌈3σ⌉ + 1 pixels, less its mean, so that a
 * flat map becomes 0. Buffers {@code kernel0} … (C, 1, k, k).
 */
public final class LaplacianOfGaussian extends Layer {
    private static final Shape ONE = new Shape(1, 1);

    private final int channels;
    private final List<Parameter> kernels = new ArrayList<>();

    /**
     * Describes the filters.
     *
     * @param sigmas in pixels
     */
    public LaplacianOfGaussian(int channels, List<Double> sigmas) {
        this.channels = channels;
        for (double sigma : sigmas) {
            int side = side(sigma);
            double[] one = kernel(sigma);
            float[] all = new float[channels * one.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = (float) one[i % one.length];
            }
            kernels.add(buffer("kernel" + kernels.size(), Init.of(all), channels, 1, side, side));
        }
    }

    private static int side(double sigma) {
        return 2 * (int) Math.ceil(3 * sigma) + 1;
    }

    /** One kernel, row by row. */
    static double[] kernel(double sigma) {
        int side = side(sigma);
        double[] values = new double[side * side];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double x = i % side - side / 2;
            double y = i / side - side / 2;
            double half = (x * x + y * y) / (2 * sigma * sigma);
            values[i] = -(1 - half) * Math.exp(-half) / (Math.PI * Math.pow(sigma, 4));
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= sum / (side * side);
        }
        return values;
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDList bands = new NDList();
        for (Parameter kernel : kernels) {
            long half = kernel.shape()[2] / 2;
            bands.add(ai.djl.nn.convolutional.Conv2d.conv2d(
                            x, kernel.array(), null, ONE, new Shape(half, half), ONE, channels)
                    .singletonOrThrow());
        }
        return NDArrays.concat(bands, 1);
    }
}
