package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Doc;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;

/**
 * The block that joins the two streams of F3-Net (Qian et al. 2020, section 3.3), as the most used implementation has
 * it ({@code MixBlock} in {@code models.py} of yyk-wew/F3Net; no official code exists): channel by channel the rows of
 * both maps ask the rows of both, A = softmax(Qf Kfᵀ + Ql Klᵀ); first = first + BN(conv(second · A · g)), and the same
 * the other way round with another factor g = 2 σ(γ) − 1, which starts at 0. Changes both maps.
 */
@JsonTypeName("mixblock")
@AutoService(Fusion.class)
@Doc("MixBlock of F3-Net: attention between rows, from both maps, lets each map into the other. The maps must be "
        + "square and alike. Both are changed.")
public record MixBlock() implements Fusion {
    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(FusionNet.equalChannels("mixblock", firstChannels, secondChannels));
    }

    /** The network; the first map's tensors begin with {@code FAD_}, the second's with {@code LFS_}. */
    public static final class Network extends FusionNet {
        private final Side first;
        private final Side second;
        private final Parameter firstGamma;
        private final Parameter secondGamma;

        /** For two maps of this many channels. */
        public Network(int channels) {
            super("mixblock", channels, channels);
            firstGamma = trained("FAD_gamma", Init.constant(0), 1);
            secondGamma = trained("LFS_gamma", Init.constant(0), 1);
            first = new Side("FAD_", channels);
            second = new Side("LFS_", channels);
        }

        /** The layers of one map. */
        private final class Side {
            private final Conv2d query;
            private final Conv2d key;
            private final Conv2d conv;
            private final BatchNorm norm;

            Side(String prefix, int channels) {
                query = child(prefix + "query", Conv2d.of(channels, channels, 1).build());
                key = child(prefix + "key", Conv2d.of(channels, channels, 1).build());
                conv = child(
                        prefix + "conv",
                        Conv2d.of(channels, channels, 1).groups(channels).build());
                norm = child(prefix + "bn", new BatchNorm(channels));
            }

            NDArray likeness(NDArray map, Pass pass) {
                return query.forward(map, pass).matMul(key.forward(map, pass).swapAxes(2, 3));
            }

            NDArray with(NDArray map, NDArray other, Pass pass) {
                return map.add(norm.forward(conv.forward(other, pass), pass));
            }
        }

        @Override
        protected Pair fuse(NDArray firstMap, NDArray secondMap, Pass pass) {
            if (firstMap.getShape().get(2) != firstMap.getShape().get(3)) {
                throw new BadInputException(
                        "fusion mixblock: the maps must be as wide as high, found " + firstMap.getShape());
            }
            NDArray attention = first.likeness(firstMap, pass)
                    .add(second.likeness(secondMap, pass))
                    .softmax(-1);
            NDArray intoFirst = gated(secondMap.mul(attention), secondGamma);
            NDArray intoSecond = gated(firstMap.mul(attention), firstGamma);
            return new Pair(first.with(firstMap, intoFirst, pass), second.with(secondMap, intoSecond, pass));
        }

        /** Times 2 σ(γ) − 1. */
        private static NDArray gated(NDArray map, Parameter gamma) {
            // The factor is made of a copy on the manager of the map: the parameter's own lives as long as the network.
            NDArray own = map.getManager().zeros(gamma.array().getShape(), map.getDataType(), map.getDevice());
            return map.mul(Activation.sigmoid(own.add(gamma.array()))
                    .mul(Constant.of(2))
                    .sub(1));
        }
    }
}
