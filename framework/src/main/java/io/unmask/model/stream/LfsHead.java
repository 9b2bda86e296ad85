package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.unmask.config.Check;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Local frequency statistics of F3-Net (Qian et al., ECCV 2020, section 3.2): the cosine transform of every small
 * window, and in each the mean over a learned band of the logarithm of the coefficients' size. (N, 3, H, W) in −1..1
 * to (N, bands, H', W'), H' = floor((H + 8 − window) / 2) + 1: half as wide for windows of 10.
 *
 * <p>Grey is brought from −1..1 to 0..245, since the implementations multiply by 122.5 where 127.5 was meant. They take
 * the logarithm before the sum; the paper sums first.
 */
public final class LfsHead extends Layer {
    private static final int STRIDE = 2;
    private static final int PADDING = 4;
    private static final double[] GREY = {0.299, 0.587, 0.114};
    private static final double HALF_RANGE = 122.5;
    private static final double TINY = 1e-15;

    private final int window;
    private final boolean sumsFirst;
    private final Parameter transform;
    private final List<BandFilter> filters = new ArrayList<>();

    /**
     * For pictures of any size.
     *
     * @param window side of the windows in pixels, 10 in the paper
     * @param count bands, 6 in the paper
     * @param sumsFirst whether the logarithm is taken of the filtered sum, as in the paper, or of each coefficient
     */
    public LfsHead(int window, int count, Bands bands, boolean sumsFirst) {
        Check.that(window > 1, "window", window, "must be above 1");
        Check.that(count > 0, "count", count, "must be above 0");
        this.window = window;
        this.sumsFirst = sumsFirst;
        transform = buffer("_DCT_patch", CosineTransform.matrix(window), window, window);
        // Held so that checkpoints fit; the waves below need only one of the two.
        buffer("_DCT_patch_T", CosineTransform.transposed(window), window, window);
        for (Bands.Band band : bands.ofWindow(window, count)) {
            filters.add(child("filters." + filters.size(), new BandFilter(window, bands, band, true, true)));
        }
    }

    /** Side of the maps that come of pictures of a side. */
    public static int outputSide(int side, int window) {
        return Math.floorDiv(side + 2 * PADDING - window, STRIDE) + 1;
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDManager manager = x.getManager();
        NDArray grey = grey(x).add(1).mul(Constant.of(HALF_RANGE));
        NDArray size = convolved(grey, waves(manager), STRIDE, PADDING).abs();
        NDArray weights = weights(manager);
        return sumsFirst
                ? convolved(size, weights.abs(), 1, 0).add(TINY).log10()
                : convolved(size.add(TINY).log10(), weights, 1, 0);
    }

    private static NDArray grey(NDArray x) {
        return x.get(":, 0:1")
                .mul(Constant.of(GREY[0]))
                .add(x.get(":, 1:2").mul(Constant.of(GREY[1])))
                .add(x.get(":, 2:3").mul(Constant.of(GREY[2])));
    }

    /** The products of a wave down and a wave across, one a coefficient: (window², 1, window, window). */
    private NDArray waves(NDManager manager) {
        NDArray matrix = transform.on(manager);
        return matrix.reshape(window, 1, window, 1)
                .mul(matrix.reshape(1, window, 1, window))
                .reshape((long) window * window, 1, window, window);
    }

    /** What each coefficient counts in each band: (bands, window², 1, 1). */
    private NDArray weights(NDManager manager) {
        NDList factors = new NDList();
        filters.forEach(filter -> factors.add(filter.factors(manager)));
        return NDArrays.stack(factors).reshape(filters.size(), (long) window * window, 1, 1);
    }

    private static NDArray convolved(NDArray x, NDArray kernels, int stride, int padding) {
        return Conv2d.conv2d(
                        x, kernels, null, new Shape(stride, stride), new Shape(padding, padding), new Shape(1, 1), 1)
                .singletonOrThrow();
    }
}
