package io.unmask.model.nn;

import io.unmask.random.RandomStream;
import java.util.Arrays;

/** How a parameter starts: values in row-major order from its shape and its own random stream. */
@FunctionalInterface
public interface Init {
    /** The starting values of a parameter of this shape. */
    float[] values(long[] shape, RandomStream random);

    /** The same value everywhere. */
    static Init constant(double value) {
        return (shape, random) -> {
            float[] values = new float[Math.toIntExact(size(shape))];
            Arrays.fill(values, (float) value);
            return values;
        };
    }

    /** Given values, in row-major order. */
    static Init of(float[] values) {
        return (shape, random) -> values.clone();
    }

    /** Uniform in (-bound, bound). */
    static Init uniform(double bound) {
        return (shape, random) -> {
            float[] values = new float[Math.toIntExact(size(shape))];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.uniform(-bound, bound);
            }
            return values;
        };
    }

    /** Normal with mean 0. */
    static Init normal(double standardDeviation) {
        return (shape, random) -> {
            float[] values = new float[Math.toIntExact(size(shape))];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (standardDeviation * random.nextGaussian());
            }
            return values;
        };
    }

    /**
     * PyTorch's default for the weights of convolutions and linear layers: {@code kaiming_uniform_(a=sqrt(5))},
     * which is uniform in ±1/sqrt(fan in). Biases use {@link #uniform} with the bound of their weight.
     */
    static Init defaultWeight() {
        return (shape, random) -> uniform(1 / Math.sqrt((double) fanIn(shape))).values(shape, random);
    }

    /** {@code kaiming_normal_(mode="fan_out", nonlinearity="relu")}, as torchvision initialises ResNet. */
    static Init kaimingNormalFanOut() {
        return (shape, random) -> {
            double fanOut = (double) size(shape) / shape[1];
            return normal(Math.sqrt(2 / fanOut)).values(shape, random);
        };
    }

    /**
     * {@code xavier_normal_}: N(0, gain · sqrt(2 / (fan in + fan out))).
     *
     * @param gain factor of the standard deviation
     */
    static Init xavierNormal(double gain) {
        return (shape, random) -> {
            double fanOut = (double) size(shape) / shape[1];
            return normal(gain * Math.sqrt(2 / (fanIn(shape) + fanOut))).values(shape, random);
        };
    }

    /** Inputs of one output: the product of all dimensions but the first. */
    static long fanIn(long[] shape) {
        return size(shape) / shape[0];
    }

    private static long size(long[] shape) {
        long size = 1;
        for (long side : shape) {
            size *= side;
        }
        return size;
    }
}
