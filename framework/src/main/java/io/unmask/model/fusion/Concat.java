package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Doc;
import io.unmask.model.nn.Pass;
import org.jspecify.annotations.Nullable;

/** Both maps side by side, mixed by a 1×1 convolution with BatchNorm and ReLU. Both become the result. */
@JsonTypeName("concat")
@AutoService(Fusion.class)
@Doc("Both maps side by side, mixed by a 1×1 convolution with BatchNorm and ReLU. Both become the result.")
public record Concat(
        @Doc("Channels of the result; as many as the first map has when left out.") @Nullable
        Integer outputs) implements Fusion {
    /** Guards the settings. */
    public Concat {
        Check.that(outputs == null || outputs > 0, "outputs", String.valueOf(outputs), "must be above 0");
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(firstChannels, secondChannels, outputs == null ? firstChannels : outputs);
    }

    /** The network: tensors {@code mix.0} and {@code mix.1}. */
    public static final class Network extends FusionNet {
        private final int outputs;
        private final Joined mix;

        /** See the settings of {@link Concat}. */
        public Network(int firstChannels, int secondChannels, int outputs) {
            super("concat", firstChannels, secondChannels);
            this.outputs = outputs;
            mix = child("mix", new Joined(firstChannels + secondChannels, outputs));
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
            return new Pair(mixed, mixed);
        }
    }
}
