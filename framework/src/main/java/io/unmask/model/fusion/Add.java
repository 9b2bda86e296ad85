package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Pass;

/** The sum of both maps: what a fusion with parameters has to beat. */
@JsonTypeName("add")
@AutoService(Fusion.class)
@Doc("The sum of both maps; it has no parameters.")
public record Add(
        @Doc("Which map becomes the sum: first, second or both; the other stays as it is.") @Default("both")
        Into into) implements Fusion {
    /** Which maps a fusion replaces. */
    public enum Into {
        /** The first; the second stays. */
        FIRST,
        /** The second; the first stays. */
        SECOND,
        /** Both become the result. */
        BOTH
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(FusionNet.equalChannels("add", firstChannels, secondChannels), into);
    }

    /** The network, without tensors. */
    public static final class Network extends FusionNet {
        private final Into into;

        /** See the settings of {@link Add}. */
        public Network(int channels, Into into) {
            super("add", channels, channels);
            this.into = into;
        }

        @Override
        protected Pair fuse(NDArray first, NDArray second, Pass pass) {
            NDArray sum = first.add(second);
            return new Pair(into == Into.SECOND ? first : sum, into == Into.FIRST ? second : sum);
        }
    }
}
