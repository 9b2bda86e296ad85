package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;

/**
 * The second map says where to look in the first: first + first · a(second), with a as in CBAM (Woo et al. 2018), as
 * Luo et al. 2021 let noise residuals guide colours. Changes the first map.
 */
@JsonTypeName("spatial_attention")
@AutoService(Fusion.class)
@Doc("The second map says where to look in the first: a weight for each position, from the mean and the largest "
        + "value of its channels. The first is changed.")
public record SpatialAttention(
        @Doc("Side of the convolution that makes the weights, 3 or 7.") @Default("7")
        int kernel) implements Fusion {
    /** Guards the settings. */
    public SpatialAttention {
        Check.that(kernel == 3 || kernel == 7, "kernel", kernel, "must be 3 or 7");
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(firstChannels, secondChannels, kernel);
    }

    /** The network: tensor {@code conv.weight}. */
    public static final class Network extends FusionNet {
        private final Weights weights;

        /** See the settings of {@link SpatialAttention}. */
        public Network(int firstChannels, int secondChannels, int kernel) {
            super("spatial_attention", firstChannels, secondChannels);
            weights = inline(new Weights(kernel));
        }

        @Override
        protected Pair fuse(NDArray first, NDArray second, Pass pass) {
            return new Pair(first.add(first.mul(weights.forward(second, pass))), second);
        }
    }

    /**
     * A weight in 0..1 for each position: sigmoid(conv(mean, max)). (N, C, H, W) to (N, 1, H, W). Tensor
     * {@code conv.weight} (1, 2, k, k).
     */
    public static final class Weights extends Layer {
        private final Conv2d conv;

        /** With a convolution of this side. */
        public Weights(int kernel) {
            conv = child(
                    "conv",
                    Conv2d.of(2, 1, kernel)
                            .padding(kernel / 2)
                            .withoutBias()
                            .init(Init.xavierNormal(FusionNet.SMALL_GAIN))
                            .build());
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray mean = x.mean(new int[] {1}, true);
            NDArray largest = x.max(new int[] {1}, true);
            return Activation.sigmoid(conv.forward(NDArrays.concat(new NDList(mean, largest), 1), pass));
        }
    }
}
