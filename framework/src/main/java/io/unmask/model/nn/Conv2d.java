package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * 2-D convolution, (N, in, H, W) to (N, out, H', W'). Parameters {@code weight} (out, in / groups, k, k) and
 * {@code bias} (out), PyTorch's initialisation unless another is given.
 */
public final class Conv2d extends Layer {
    private final Shape stride;
    private final Shape padding;
    private final Shape dilation;
    private final int groups;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    private Conv2d(Spec spec) {
        stride = new Shape(spec.stride, spec.stride);
        padding = new Shape(spec.padding, spec.padding);
        dilation = new Shape(spec.dilation, spec.dilation);
        groups = spec.groups;
        long fanIn = (long) spec.inputs / spec.groups * spec.kernel * spec.kernel;
        weight = trained("weight", spec.init, spec.outputs, spec.inputs / spec.groups, spec.kernel, spec.kernel);
        bias = spec.hasBias ? trained("bias", Init.uniform(1 / Math.sqrt((double) fanIn)), spec.outputs) : null;
    }

    /** Describes a convolution with stride 1, no padding and a bias; the methods change that. */
    public static Spec of(int inputs, int outputs, int kernel) {
        return new Spec(inputs, outputs, kernel);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return arithmetic().apply(x, weight, bias, pass, this::convolution);
    }

    private NDArray convolution(NDArray x, NDArray kernels, @Nullable NDArray shift) {
        return ai.djl.nn.convolutional.Conv2d.conv2d(x, kernels, shift, stride, padding, dilation, groups)
                .singletonOrThrow();
    }

    /** A convolution being described. */
    public static final class Spec {
        private final int inputs;
        private final int outputs;
        private final int kernel;
        private int stride = 1;
        private int padding;
        private int dilation = 1;
        private int groups = 1;
        private boolean hasBias = true;
        private Init init = Init.defaultWeight();

        private Spec(int inputs, int outputs, int kernel) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.kernel = kernel;
        }

        /** Step in pixels, both ways. */
        public Spec stride(int pixels) {
            stride = pixels;
            return this;
        }

        /** Zeros on each side. */
        public Spec padding(int pixels) {
            padding = pixels;
            return this;
        }

        /** Distance between taps of the kernel. */
        public Spec dilation(int pixels) {
            dilation = pixels;
            return this;
        }

        /** Groups of channels that do not see each other; as many as inputs makes it depthwise. */
        public Spec groups(int count) {
            groups = count;
            return this;
        }

        /** Leaves the bias out. */
        public Spec withoutBias() {
            hasBias = false;
            return this;
        }

        /** Another initialisation of the weight. */
        public Spec init(Init weightInit) {
            init = weightInit;
            return this;
        }

        /** The layer. */
        public Conv2d build() {
            return new Conv2d(this);
        }
    }
}
