package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;

/**
 * Local forgery guided attention of Locate and Verify (Shuai et al. 2023; {@code LFGA} in {@code model/modules.py} of
 * sccsok/Locate-and-Verify): the first map (RGB there) says which positions belong together, the second (noise) is
 * averaged over them. second = ReLU(γ · A(first) v(second) + second), A = softmax(q(first) k(first)ᵀ), not scaled.
 * γ starts at 0. Changes the second map.
 */
@JsonTypeName("lfga")
@AutoService(Fusion.class)
@Doc("Local forgery guided attention of Locate and Verify: the second map is averaged over positions that are alike "
        + "in the first. The second is changed.")
public record Lfga(
        @Doc("Channels of the maps for each channel of queries and keys.") @Default("4")
        int ratio) implements Fusion {
    /** Guards the settings. */
    public Lfga {
        Check.that(ratio > 0, "ratio", ratio, "must be above 0");
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(FusionNet.equalChannels("lfga", firstChannels, secondChannels), ratio);
    }

    /**
     * The network: tensors {@code gamma}, {@code query_conv}, {@code key_conv}, {@code value_conv} and {@code bn},
     * which is never used.
     */
    public static final class Network extends FusionNet {
        private final Parameter gamma;
        private final Conv2d query;
        private final Conv2d key;
        private final Conv2d value;

        /** See the settings of {@link Lfga}. */
        public Network(int channels, int ratio) {
            super("lfga", channels, channels);
            int inner = FusionNet.reduced("lfga", channels, ratio);
            gamma = trained("gamma", Init.constant(0), 1);
            query = child("query_conv", Conv2d.of(channels, inner, 1).build());
            key = child("key_conv", Conv2d.of(channels, inner, 1).build());
            value = child("value_conv", Conv2d.of(channels, channels, 1).build());
            child("bn", new BatchNorm(channels));
        }

        @Override
        protected Pair fuse(NDArray first, NDArray second, Pass pass) {
            NDArray alike = PositionAttention.energy(query.forward(first, pass), key.forward(first, pass))
                    .softmax(-1);
            NDArray gathered = PositionAttention.gather(alike, value.forward(second, pass), second);
            return new Pair(first, Activation.relu(gathered.mul(gamma.array()).add(second)));
        }
    }
}
