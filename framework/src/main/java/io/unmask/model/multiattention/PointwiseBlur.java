package io.unmask.model.multiattention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.unmask.model.nn.AxisMap;
import io.unmask.model.nn.Constant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A blur whose width differs from pixel to pixel ({@code AGDA.py} of yoctta/multiple-attention, mode pointwise). Pixels of
 * a square grid that are equally far from its middle form a ring; ring sums are taken once, and each pixel weighs them
 * by exp(−d / (2 · attention · sigma)), d the squared distance of the ring.
 */
final class PointwiseBlur {
    /** Attention of 0 leaves a pixel as it is. */
    private static final double TINY = 1e-8;

    private final int kernel;
    private final int dilation;
    private final double sigma;
    /** By the squared distance from the middle, 1 in the grid where the ring is. */
    private final Map<Integer, double[]> rings = new TreeMap<>();

    PointwiseBlur(int kernel, int dilation, double sigma) {
        this.kernel = kernel;
        this.dilation = dilation;
        this.sigma = sigma;
        int middle = kernel / 2;
        for (int i = 0; i < kernel * kernel; i++) {
            int down = i / kernel - middle;
            int across = i % kernel - middle;
            rings.computeIfAbsent(down * down + across * across, distance -> new double[kernel * kernel])[i] = 1;
        }
    }

    /**
     * Blurs pictures.
     *
     * @param x (N, C, H, W)
     * @param attention (N, 1, H, W), 0..1
     */
    NDArray apply(NDArray x, NDArray attention) {
        NDArray padded = padded(x);
        NDArray doubled = attention.mul(Constant.of(2 * sigma)).add(TINY);
        NDArray sum = x.zerosLike();
        NDArray total = attention.zerosLike();
        for (var ring : rings.entrySet()) {
            double distance = (double) ring.getKey() * dilation * dilation;
            NDArray weight =
                    doubled.pow(Constant.of(-1)).mul(Constant.of(-distance)).exp();
            sum = sum.add(ringSums(padded, ring.getValue()).mul(weight));
            total = total.add(weight.mul(Constant.of(count(ring.getValue()))));
        }
        return sum.div(total);
    }

    private NDArray padded(NDArray x) {
        int border = kernel / 2 * dilation;
        return AxisMap.apply(
                x,
                AxisMap.reflectPadded((int) x.getShape().get(2), border, border),
                AxisMap.reflectPadded((int) x.getShape().get(3), border, border));
    }

    private NDArray ringSums(NDArray padded, double[] ring) {
        int channels = (int) padded.getShape().get(1);
        NDArray weight = padded.getManager()
                .create(ring, new Shape(1, 1, kernel, kernel))
                .toDevice(padded.getDevice(), false)
                .toType(padded.getDataType(), false)
                .repeat(0, channels);
        return Conv2d.conv2d(
                        padded, weight, null, new Shape(1, 1), new Shape(0, 0), new Shape(dilation, dilation), channels)
                .singletonOrThrow();
    }

    private static double count(double[] ring) {
        double count = 0;
        for (double value : ring) {
            count += value;
        }
        return count;
    }
}
