package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * 2-D convolution without bias that pads as TensorFlow's "same": zeros so that the output has ceil(in / stride)
 * pixels, the odd one to the right and below. PyTorch ports differ in which input size they mean: the real one,
 * or a nominal one that fixes the padding once and for all. Parameter {@code weight} (out, in / groups, k, k).
 */
public final class SameConv2d extends Layer {
    /** Stands for the nominal side where the real size of the input decides. */
    public static final int DYNAMIC = 0;

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private final int kernel;
    private final int stride;
    private final int groups;
    private final int nominalSide;
    private final Parameter weight;

    /**
     * Describes the layer.
     *
     * @param groups 1, or the number of inputs for a depthwise convolution
     * @param nominalSide the side in pixels for which to pad whatever the input is; {@link #DYNAMIC} for the real one
     */
    public SameConv2d(int inputs, int outputs, int kernel, int stride, int groups, int nominalSide) {
        this.kernel = kernel;
        this.stride = stride;
        this.groups = groups;
        this.nominalSide = nominalSide;
        weight = trained("weight", Init.defaultWeight(), outputs, inputs / groups, kernel, kernel);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        long rows = total(x.getShape().get(ROWS));
        long columns = total(x.getShape().get(COLUMNS));
        boolean even = rows % 2 == 0 && columns % 2 == 0;
        // Even padding is left to the convolution, which needs no copy of its input for it.
        NDArray padded = even ? x : x.pad(new Shape(columns / 2, columns - columns / 2, rows / 2, rows - rows / 2), 0);
        Shape padding = even ? new Shape(rows / 2, columns / 2) : new Shape(0, 0);
        return arithmetic()
                .apply(
                        padded,
                        weight,
                        null,
                        pass,
                        (input, kernels, none) -> ai.djl.nn.convolutional.Conv2d.conv2d(
                                        input,
                                        kernels,
                                        none,
                                        new Shape(stride, stride),
                                        padding,
                                        new Shape(1, 1),
                                        groups)
                                .singletonOrThrow());
    }

    private long total(long realSide) {
        return Extent.missing(nominalSide == DYNAMIC ? realSide : nominalSide, kernel, stride);
    }
}
