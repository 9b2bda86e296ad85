package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * 1-D convolution over maps of one row, (N, in, 1, L) to (N, out, 1, L'), with PyTorch's initialisation. Parameters
 * {@code weight} (out, in, k) and {@code bias} (out).
 */
public final class Conv1d extends Layer {
    private static final int LENGTH = 3;
    private static final int GROUPS = 1;
    private static final Shape ONE = new Shape(1);

    private final Shape stride;
    private final Shape padding;
    private final Parameter weight;
    private final Parameter bias;

    /**
     * A convolution.
     *
     * @param inputs channels before
     * @param outputs channels after
     * @param kernel places that an output sees
     * @param stride places from one output to the next
     * @param padding zeros on each side
     */
    public Conv1d(int inputs, int outputs, int kernel, int stride, int padding) {
        this.stride = new Shape(stride);
        this.padding = new Shape(padding);
        weight = trained("weight", Init.defaultWeight(), outputs, inputs, kernel);
        bias = trained("bias", Init.uniform(1 / Math.sqrt((double) inputs * kernel)), outputs);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        Shape shape = x.getShape();
        NDArray row = x.reshape(shape.get(0), shape.get(1), shape.get(LENGTH));
        return arithmetic()
                .apply(
                        row,
                        weight,
                        bias,
                        pass,
                        (input, kernels, shift) -> ai.djl.nn.convolutional.Conv1d.conv1d(
                                        input, kernels, shift, stride, padding, ONE, GROUPS)
                                .singletonOrThrow())
                .expandDims(2);
    }
}
