package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;

/**
 * Attention of the first map to the second ({@code CrossModalAttention} in {@code components/attention.py} of
 * sccsok/Locate-and-Verify, after Luo et al. 2021): first = γ · softmax(q(first) k(second)ᵀ) v + first, not scaled, γ
 * 0 at first. Changes the first map.
 */
@JsonTypeName("cross_modal_attention")
@AutoService(Fusion.class)
@Doc("The first map attends to the second, weighed by a learnt factor that starts at 0. The first is changed.")
public record CrossModalAttention(
        @Doc("Channels of the maps for each channel of queries and keys.") @Default("8")
        int ratio,

        @Doc("Take the values from the second map, which then may have another size; else from the first.")
        @Default("true")
        boolean crossValue)
        implements Fusion {
    /** Guards the settings. */
    public CrossModalAttention {
        Check.that(ratio > 0, "ratio", ratio, "must be above 0");
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(
                FusionNet.equalChannels("cross_modal_attention", firstChannels, secondChannels), ratio, crossValue);
    }

    /** The network: tensors {@code gamma}, {@code query_conv}, {@code key_conv} and {@code value_conv}. */
    public static final class Network extends FusionNet {
        private final boolean crossValue;
        private final Parameter gamma;
        private final Conv2d query;
        private final Conv2d key;
        private final Conv2d value;

        /** See the settings of {@link CrossModalAttention}. */
        public Network(int channels, int ratio, boolean crossValue) {
            super("cross_modal_attention", channels, channels);
            this.crossValue = crossValue;
            int inner = FusionNet.reduced("cross_modal_attention", channels, ratio);
            gamma = trained("gamma", Init.constant(0), 1);
            query = child("query_conv", conv(channels, inner));
            key = child("key_conv", conv(channels, inner));
            value = child("value_conv", conv(channels, channels));
        }

        private static Conv2d conv(int inputs, int outputs) {
            return Conv2d.of(inputs, outputs, 1)
                    .init(Init.xavierNormal(FusionNet.SMALL_GAIN))
                    .build();
        }

        @Override
        protected boolean takesDifferentSizes() {
            return crossValue;
        }

        @Override
        protected Pair fuse(NDArray first, NDArray second, Pass pass) {
            NDArray attention = PositionAttention.energy(query.forward(first, pass), key.forward(second, pass))
                    .softmax(-1);
            NDArray values = value.forward(crossValue ? second : first, pass);
            NDArray gathered = PositionAttention.gather(attention, values, first);
            return new Pair(gathered.mul(gamma.array()).add(first), second);
        }
    }
}
