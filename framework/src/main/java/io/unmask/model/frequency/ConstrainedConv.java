package io.unmask.model.frequency;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;
import io.unmask.random.RandomStream;

/**
 * A convolution whose kernels predict a pixel from those around it and give the error, after Bayar and Stamm 2018: the
 * centre of each kernel is −1 and the rest adds up to 1. (N, C, H, W) to the same. Tensor {@code weight} (C, C, k, k).
 *
 * <p>Whoever trains it has to bring the weights back after every step: {@link #constrained}. They start uniform in 0..1
 * before that, so that no sum is near 0; this start is ours.
 */
public final class ConstrainedConv extends Layer {
    private static final double SMALLEST_SUM = 1e-3;

    private final Conv2d conv;
    private final int kernel;

    /** For maps of that many channels. */
    public ConstrainedConv(int channels, int kernel) {
        this.kernel = kernel;
        conv = inline(Conv2d.of(channels, channels, kernel)
                .padding(kernel / 2)
                .withoutBias()
                .init(this::start)
                .build());
    }

    private float[] start(long[] shape, RandomStream random) {
        float[] values = Init.uniform(0.5).values(shape, random);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.5f;
        }
        return constrained(values);
    }

    /**
     * Kernels brought back to the constraint: the rest of each divided by its sum, the centre −1. A sum nearer to 0 than a
     * thousandth counts as a thousandth, so that no weight becomes infinite.
     *
     * @param weights (C, C, k, k), row-major
     * @return new values
     */
    public float[] constrained(float[] weights) {
        float[] values = weights.clone();
        int size = kernel * kernel;
        for (int begin = 0; begin < values.length; begin += size) {
            values[begin + size / 2] = 0;
            double sum = 0;
            for (int i = begin; i < begin + size; i++) {
                sum += values[i];
            }
            double divisor = Math.abs(sum) < SMALLEST_SUM ? Math.copySign(SMALLEST_SUM, sum) : sum;
            for (int i = begin; i < begin + size; i++) {
                values[i] = (float) (values[i] / divisor);
            }
            values[begin + size / 2] = -1;
        }
        return values;
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return conv.forward(x, pass);
    }
}
