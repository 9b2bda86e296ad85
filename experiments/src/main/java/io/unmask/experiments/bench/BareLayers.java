package io.unmask.experiments.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Layers written down in plain DJL: every call is an operation of the engine, weights are arrays in the order of their first
 * use. Kernels lie channels last.
 */
final class BareLayers {
    private static final double SPREAD = 2;

    private final NDManager manager;
    private final Function<Shape, NDArray> start;
    private final List<NDArray> trained = new ArrayList<>();
    private final List<NDArray> statistics = new ArrayList<>();
    private int nextTrained;
    private int nextStatistic;

    /** Random kernels and weights, norms at 1 and 0. */
    BareLayers(NDManager manager) {
        this(manager, shape -> {
            double fanIn = (double) shape.size() / shape.get(0);
            return shape.dimension() == 1
                    ? manager.zeros(shape)
                    : manager.randomNormal(shape).muli(Math.sqrt(SPREAD / fanIn));
        });
    }

    /**
     * Weights of somebody else.
     *
     * @param start makes the next array of a shape, kernels as (out, in, rows, columns)
     */
    BareLayers(NDManager manager, Function<Shape, NDArray> start) {
        this.manager = manager;
        this.start = start;
    }

    /** A pass begins: weights are met again in the order of the first pass. */
    void begin() {
        nextTrained = 0;
        nextStatistic = 0;
    }

    /** The weights, once there has been a pass. */
    List<NDArray> trained() {
        return trained;
    }

    /** Convolution without bias, padded on all sides. */
    NDArray conv(NDArray x, int outputs, int kernel, int stride, int padding, int groups) {
        return conv(x, kernel(x, outputs, kernel, groups), null, stride, new Shape(padding, padding), groups);
    }

    /** Convolution 1 x 1 with bias. */
    NDArray convWithBias(NDArray x, int outputs) {
        return conv(x, kernel(x, outputs, 1, 1), next(new Shape(outputs), 0), 1, new Shape(0, 0), 1);
    }

    /** Convolution without bias that pads as TensorFlow's "same". */
    NDArray convSame(NDArray x, int outputs, int kernel, int stride, int groups) {
        long total = missing(x.getShape().get(2), kernel, stride);
        boolean even = total % 2 == 0;
        NDArray padded = even ? x : x.pad(new Shape(total / 2, total - total / 2, total / 2, total - total / 2), 0);
        Shape padding = even ? new Shape(total / 2, total / 2) : new Shape(0, 0);
        return conv(padded, kernel(x, outputs, kernel, groups), null, stride, padding, groups);
    }

    private static long missing(long side, int kernel, int stride) {
        return Math.max(0, ((side + stride - 1) / stride - 1) * stride + kernel - side);
    }

    private static NDArray conv(
            NDArray x, NDArray kernel, @Nullable NDArray bias, int stride, Shape padding, int groups) {
        return ai.djl.nn.convolutional.Conv2d.conv2d(
                        x, kernel, bias, new Shape(stride, stride), padding, new Shape(1, 1), groups)
                .singletonOrThrow();
    }

    /** BatchNorm with batch statistics. */
    NDArray norm(NDArray x, double eps, double momentum) {
        Shape shape = new Shape(x.getShape().get(1));
        NDArray weight = next(shape, 1);
        NDArray bias = next(shape, 0);
        NDArray mean = statistic(shape, 0);
        NDArray variance = statistic(shape, 1);
        return ai.djl.nn.norm.BatchNorm.batchNorm(
                        x, mean, variance, weight, bias, 1, (float) (1 - momentum), (float) eps, true)
                .singletonOrThrow();
    }

    /** y = x Wᵀ + b. */
    NDArray linear(NDArray x, int outputs) {
        NDArray weight = next(new Shape(outputs, x.getShape().get(1)), 0);
        NDArray bias = next(new Shape(outputs), 0);
        return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
    }

    private NDArray kernel(NDArray x, int outputs, int side, int groups) {
        return next(new Shape(outputs, x.getShape().get(1) / groups, side, side), 0);
    }

    private NDArray next(Shape shape, int constant) {
        if (nextTrained == trained.size()) {
            NDArray fresh = start.apply(shape);
            if (constant != 0) {
                fresh.addi(constant);
            }
            NDArray leaf = shape.dimension() == 4
                    ? fresh.transpose(0, 2, 3, 1).duplicate().transpose(0, 3, 1, 2)
                    : fresh;
            leaf.attach(manager);
            leaf.setRequiresGradient(true);
            trained.add(leaf);
        }
        return trained.get(nextTrained++);
    }

    private NDArray statistic(Shape shape, int value) {
        if (nextStatistic == statistics.size()) {
            statistics.add(manager.zeros(shape).addi(value));
        }
        return statistics.get(nextStatistic++);
    }

    static NDArray globalAverage(NDArray x) {
        return x.reshape(x.getShape().get(0), x.getShape().get(1), -1).mean(new int[] {2});
    }

    static NDArray maxPool(NDArray x) {
        return ai.djl.nn.pooling.Pool.maxPool2d(x, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
    }

    static NDArray relu(NDArray x) {
        return ai.djl.nn.Activation.relu(x);
    }

    static NDArray sigmoid(NDArray x) {
        return ai.djl.nn.Activation.sigmoid(x);
    }

    static NDArray swish(NDArray x) {
        return x.mul(sigmoid(x));
    }

    static NDArray dropout(NDArray x, double probability) {
        return ai.djl.nn.norm.Dropout.dropout(x, (float) probability, true).singletonOrThrow();
    }

    /** Mean cross entropy. */
    static NDArray crossEntropy(NDArray logits, NDArray labels) {
        return logits.logSoftmax(1).mul(labels).sum().div(-logits.getShape().get(0));
    }
}
