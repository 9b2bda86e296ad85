package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
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
import io.unmask.model.nn.Pool;
import org.jspecify.annotations.Nullable;

/**
 * Both maps side by side, mixed by a 1×1 convolution with BatchNorm and ReLU, then each channel f weighed by
 * attention: f · a(f), with a as in CBAM (Woo et al. 2018). It is the last fusion of the two-stream detector of Luo et
 * al. 2021 ({@code FeatureFusionModule} in {@code srm_detector.py} of DeepfakeBench). Both maps become the result.
 */
@JsonTypeName("channel_attention")
@AutoService(Fusion.class)
@Doc("Both maps side by side, mixed by a 1×1 convolution with BatchNorm and ReLU, each channel weighed by attention. "
        + "Both become the result.")
public record ChannelAttention(
        @Doc("Channels of the result for each one inside the attention.") @Default("16")
        int ratio,

        @Doc("Channels of the result; as many as the first map has when left out.") @Nullable
        Integer outputs,

        @Doc("Add the unweighed map, f · (1 + a), as Luo et al. did; DeepfakeBench leaves it out.") @Default("false")
        boolean residual)
        implements Fusion {
    /** Guards the settings. */
    public ChannelAttention {
        Check.that(ratio > 0, "ratio", ratio, "must be above 0");
        Check.that(outputs == null || outputs > 0, "outputs", String.valueOf(outputs), "must be above 0");
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(firstChannels, secondChannels, this);
    }

    /** The network: tensors {@code convblk.0}, {@code convblk.1} and those of {@link Weights} under {@code ca}. */
    public static final class Network extends FusionNet {
        private final int outputs;
        private final boolean residual;
        private final Joined mix;
        private final Weights weights;

        /** For maps of these channels. */
        public Network(int firstChannels, int secondChannels, ChannelAttention settings) {
            super("channel_attention", firstChannels, secondChannels);
            outputs = settings.outputs == null ? firstChannels : settings.outputs;
            residual = settings.residual;
            mix = child("convblk", new Joined(firstChannels + secondChannels, outputs));
            weights = child("ca", new Weights(outputs, settings.ratio));
        }

        @Override
        public int firstChannels() {
            return outputs;
        }

        @Override
        public int secondChannels() {
            return outputs;
        }

        @Override
        protected Pair fuse(NDArray first, NDArray second, Pass pass) {
            NDArray mixed = mix.forward(first, second, pass);
            NDArray weighed = mixed.mul(weights.forward(mixed, pass));
            NDArray result = residual ? mixed.add(weighed) : weighed;
            return new Pair(result, result);
        }
    }

    /**
     * A weight in 0..1 for each channel, from its mean and its largest value through one small network:
     * sigmoid(mlp(mean) + mlp(max)). (N, C, H, W) to (N, C, 1, 1). Tensors {@code sharedMLP.0} and {@code sharedMLP.2},
     * 1×1 convolutions without bias.
     */
    public static final class Weights extends Layer {
        private final Conv2d inner;
        private final Conv2d outer;

        /** For maps of this many channels, {@code ratio} times fewer inside. */
        public Weights(int channels, int ratio) {
            int hidden = FusionNet.reduced("channel_attention", channels, ratio);
            inner = child("sharedMLP.0", conv(channels, hidden));
            outer = child("sharedMLP.2", conv(hidden, channels));
        }

        private static Conv2d conv(int inputs, int outputs) {
            return Conv2d.of(inputs, outputs, 1)
                    .withoutBias()
                    .init(Init.xavierNormal(FusionNet.SMALL_GAIN))
                    .build();
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray average = Pool.globalAverageMap(x);
            NDArray largest = PositionAttention.flat(x).max(new int[] {2}).reshape(average.getShape());
            return Activation.sigmoid(scores(average, pass).add(scores(largest, pass)));
        }

        private NDArray scores(NDArray pooled, Pass pass) {
            return outer.forward(Activation.relu(inner.forward(pooled, pass)), pass);
        }
    }
}
