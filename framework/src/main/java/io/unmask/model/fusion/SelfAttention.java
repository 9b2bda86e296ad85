package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;

/**
 * Each map attends to itself and nothing is exchanged: what a fusion with attention has to beat. Changes both maps.
 */
@JsonTypeName("self_attention")
@AutoService(Fusion.class)
@Doc("Each map attends to itself, with weights of its own; nothing passes between them. A control for fusions that "
        + "attend across. Both are changed.")
public record SelfAttention(
        @Doc("Channels of the maps for each channel of queries and keys.") @Default("8")
        int ratio,

        @Doc("Add the result to the map; without it the result, weighed by a factor that starts at 0, replaces it.")
        @Default("true")
        boolean residual)
        implements Fusion {
    /** Guards the settings. */
    public SelfAttention {
        Check.that(ratio > 0, "ratio", ratio, "must be above 0");
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(firstChannels, secondChannels, this);
    }

    /** The network: the tensors of {@link OneMap} under {@code first} and {@code second}. */
    public static final class Network extends FusionNet {
        private final OneMap onFirst;
        private final OneMap onSecond;

        /** For maps of these channels. */
        public Network(int firstChannels, int secondChannels, SelfAttention settings) {
            super("self_attention", firstChannels, secondChannels);
            onFirst = child("first", new OneMap(firstChannels, firstChannels, settings.ratio, settings.residual));
            onSecond = child("second", new OneMap(secondChannels, secondChannels, settings.ratio, settings.residual));
        }

        @Override
        protected boolean takesDifferentSizes() {
            return true;
        }

        @Override
        protected Pair fuse(NDArray first, NDArray second, Pass pass) {
            return new Pair(onFirst.forward(first, pass), onSecond.forward(second, pass));
        }
    }

    /**
     * Attention of a map to itself ({@code Self_Attn} in {@code components/attention.py} of sccsok/Locate-and-Verify,
     * after the self-attention GAN): γ · softmax(q kᵀ) v, plus the map where {@code residual}. (N, C, H, W) to (N,
     * outputs, H, W). Tensors {@code gamma}, {@code query_conv}, {@code key_conv} and {@code value_conv}.
     */
    public static final class OneMap extends Layer {
        private final boolean residual;
        private final Parameter gamma;
        private final Conv2d query;
        private final Conv2d key;
        private final Conv2d value;

        /**
         * Describes the layer.
         *
         * @param outputs channels of the result; those of the map where it is added
         */
        public OneMap(int channels, int outputs, int ratio, boolean residual) {
            Check.that(!residual || outputs == channels, "outputs", outputs, "must be " + channels + " to be added");
            this.residual = residual;
            int inner = FusionNet.reduced("self_attention", channels, ratio);
            gamma = trained("gamma", Init.constant(0), 1);
            query = child("query_conv", Conv2d.of(channels, inner, 1).build());
            key = child("key_conv", Conv2d.of(channels, inner, 1).build());
            value = child("value_conv", Conv2d.of(channels, outputs, 1).build());
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray attention = PositionAttention.energy(query.forward(x, pass), key.forward(x, pass))
                    .softmax(-1);
            NDArray weighed = PositionAttention.gather(attention, value.forward(x, pass), x)
                    .mul(gamma.array());
            return residual ? weighed.add(x) : weighed;
        }
    }
}
