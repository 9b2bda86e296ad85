package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;

/**
 * Cross-modality consistency enhancement of Locate and Verify (Shuai et al. 2023; {@code CMCE} in
 * {@code model/modules.py} of sccsok/Locate-and-Verify): the maps add each other where they agree.
 * s = cosine of both over the channels, position by position; a = first + s · second, b = second + s · a;
 * ReLU of both. Changes both maps. The official module holds convolutions that it never applies; they are allocated
 * here so that its weights fit.
 */
@JsonTypeName("cmce")
@AutoService(Fusion.class)
@Doc("Cross-modality consistency enhancement of Locate and Verify: each map adds the other where their channels "
        + "agree. Both are changed.")
public record Cmce(
        @Doc("Add the first map to the second as it came in; the official code adds it as already changed.")
        @Default("false")
        boolean symmetric,

        @Doc("Pass each sum through its 3×3 convolution and BatchNorm before the ReLU. The official code has these "
                + "layers and leaves them out.")
        @Default("false")
        boolean useConvolutions)
        implements Fusion {
    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(FusionNet.equalChannels("cmce", firstChannels, secondChannels), symmetric, useConvolutions);
    }

    /**
     * The network: tensors {@code bn}, {@code stage1.0}, {@code stage1.1}, {@code stage2.0}, {@code stage2.1}, of
     * which the official form uses none.
     */
    public static final class Network extends FusionNet {
        /** Square of the smallest length that counts as one, 1e-8. */
        private static final double SMALLEST_SQUARE = 1e-16;

        private final boolean symmetric;
        private final boolean useConvolutions;
        private final Branch firstBranch;
        private final Branch secondBranch;

        /** The official form. */
        public Network(int channels) {
            this(channels, false, false);
        }

        /** See the settings of {@link Cmce}. */
        public Network(int channels, boolean symmetric, boolean useConvolutions) {
            super("cmce", channels, channels);
            this.symmetric = symmetric;
            this.useConvolutions = useConvolutions;
            child("bn", new BatchNorm(channels));
            firstBranch = child("stage1", new Branch(channels));
            secondBranch = child("stage2", new Branch(channels));
        }

        @Override
        protected Pair fuse(NDArray first, NDArray second, Pass pass) {
            NDArray agreement =
                    first.mul(second).sum(new int[] {1}, true).div(length(first).mul(length(second)));
            NDArray a = first.add(second.mul(agreement));
            NDArray b = second.add((symmetric ? first : a).mul(agreement));
            if (useConvolutions) {
                return new Pair(
                        Activation.relu(firstBranch.forward(a, pass)), Activation.relu(secondBranch.forward(b, pass)));
            }
            return new Pair(Activation.relu(a), Activation.relu(b));
        }

        /** Length over the channels, at least 1e-8. The bound comes before the root, which has no slope at 0. */
        private static NDArray length(NDArray map) {
            return map.square()
                    .sum(new int[] {1}, true)
                    .maximum(Constant.of(SMALLEST_SQUARE))
                    .sqrt();
        }
    }

    /** A convolution and its norm. */
    private static final class Branch extends Layer {
        private final Conv2d conv;
        private final BatchNorm norm;

        Branch(int channels) {
            conv = child(
                    "0",
                    Conv2d.of(channels, channels, 3).padding(1).withoutBias().build());
            norm = child("1", new BatchNorm(channels));
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return norm.forward(conv.forward(x, pass), pass);
        }
    }
}
