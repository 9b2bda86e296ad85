package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * 3-D convolution, (N, in, T, H, W) to (N, out, T', H', W'), with stride 1 and no padding unless set otherwise. Parameters
 * {@code weight} (out, in, kT, k, k) and, if it has one, {@code bias} (out), which starts as PyTorch's.
 */
public final class Conv3d extends Layer {
    private static final int GROUPS = 1;

    private final Extent kernel;
    private final Extent stride;
    private final @Nullable Extent padding;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    private Conv3d(Spec spec) {
        kernel = spec.kernel;
        stride = spec.stride;
        padding = spec.padding;
        weight = trained(
                "weight", spec.init, spec.outputs, spec.inputs, kernel.frames(), kernel.pixels(), kernel.pixels());
        double fanIn = (double) spec.inputs * kernel.size();
        bias = spec.hasBias ? trained("bias", Init.uniform(1 / Math.sqrt(fanIn)), spec.outputs) : null;
    }

    /** Describes a convolution with stride 1, no padding and no bias, as those of clips are; the methods change that. */
    public static Spec of(int inputs, int outputs, Extent kernel) {
        return new Spec(inputs, outputs, kernel);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        NDArray padded = padding == null ? kernel.padSame(x, stride) : x;
        Shape zeros = (padding == null ? Extent.NONE : padding).shape();
        return arithmetic()
                .apply(
                        padded,
                        weight,
                        bias,
                        pass,
                        (input, kernels, shift) -> ai.djl.nn.convolutional.Conv3d.conv3d(
                                        input, kernels, shift, stride.shape(), zeros, Extent.ONE.shape(), GROUPS)
                                .singletonOrThrow());
    }

    /** A convolution being described. */
    public static final class Spec {
        private final int inputs;
        private final int outputs;
        private final Extent kernel;
        private Extent stride = Extent.ONE;
        private @Nullable Extent padding = Extent.NONE;
        private boolean hasBias;
        private Init init = Init.defaultWeight();

        private Spec(int inputs, int outputs, Extent kernel) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.kernel = kernel;
        }

        /** Step in frames and pixels. */
        public Spec stride(Extent step) {
            stride = step;
            return this;
        }

        /** Zeros on each side. */
        public Spec padding(Extent zeros) {
            padding = zeros;
            return this;
        }

        /** Zeros as TensorFlow's "same" adds them: ceil(in / stride) outputs, the odd one after. */
        public Spec same() {
            padding = null;
            return this;
        }

        /** Adds a bias. */
        public Spec withBias() {
            hasBias = true;
            return this;
        }

        /** Another initialisation of the weight. */
        public Spec init(Init weightInit) {
            init = weightInit;
            return this;
        }

        /** The layer. */
        public Conv3d build() {
            return new Conv3d(this);
        }
    }
}
