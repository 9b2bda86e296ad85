package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;

/**
 * Attention of each map to the other from one matrix of likeness (Luo et al. 2021; {@code DualCrossModalAttention} in
 * {@code components/attention.py} of sccsok/Locate-and-Verify and in DeepfakeBench): E = k1(first) k2(second)ᵀ; a
 * linear layer over the positions and softmax of E and of Eᵀ weigh the values of the other map; γ1 and γ2 start at
 * 0. Changes both maps.
 */
@JsonTypeName("dual_cross_modal_attention")
@AutoService(Fusion.class)
@Doc("Each map attends to the other, from one matrix of likeness (Luo et al. 2021). Both are changed.")
public record DualCrossModalAttention(
        @Doc("Rows and columns of the maps, which must be square: the layer has weights for each pair of positions. "
                + "16 for Xception on pictures of side 256 after block3.")
        @Default("16")
        int side,

        @Doc("Channels of the maps for each channel of keys.") @Default("8")
        int ratio)
        implements Fusion {
    /** Guards the settings. */
    public DualCrossModalAttention {
        Check.that(side > 0, "side", side, "must be above 0");
        Check.that(ratio > 0, "ratio", ratio, "must be above 0");
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(
                FusionNet.equalChannels("dual_cross_modal_attention", firstChannels, secondChannels), side, ratio);
    }

    /**
     * The network: tensors {@code gamma1}, {@code gamma2}, {@code key_conv1}, {@code key_conv2},
     * {@code key_conv_share}, {@code linear1}, {@code linear2}, {@code value_conv1} and {@code value_conv2}.
     */
    public static final class Network extends FusionNet {
        private final int side;
        private final Parameter firstGamma;
        private final Parameter secondGamma;
        private final Conv2d firstKey;
        private final Conv2d secondKey;
        private final Conv2d sharedKey;
        private final Linear firstLinear;
        private final Linear secondLinear;
        private final Conv2d firstValue;
        private final Conv2d secondValue;

        /**
         * What the network computes.
         *
         * @param first (N, C, H, W)
         * @param second (N, C, H, W)
         * @param firstWeights (N, H·W, H·W): for each position of the first map, where it looks in the second
         * @param secondWeights the same the other way round
         */
        public record Attended(NDArray first, NDArray second, NDArray firstWeights, NDArray secondWeights) {}

        /** See the settings of {@link DualCrossModalAttention}. */
        public Network(int channels, int side, int ratio) {
            super("dual_cross_modal_attention", channels, channels);
            this.side = side;
            int inner = FusionNet.reduced("dual_cross_modal_attention", channels, ratio);
            firstGamma = trained("gamma1", Init.constant(0), 1);
            secondGamma = trained("gamma2", Init.constant(0), 1);
            firstKey = child("key_conv1", conv(channels, inner));
            secondKey = child("key_conv2", conv(channels, inner));
            sharedKey = child("key_conv_share", conv(inner, inner));
            firstLinear = child("linear1", new Linear(side * side, side * side));
            secondLinear = child("linear2", new Linear(side * side, side * side));
            firstValue = child("value_conv1", conv(channels, channels));
            secondValue = child("value_conv2", conv(channels, channels));
        }

        private static Conv2d conv(int inputs, int outputs) {
            return Conv2d.of(inputs, outputs, 1)
                    .init(Init.xavierNormal(FusionNet.SMALL_GAIN))
                    .build();
        }

        /** Runs the network and returns the attention as well. */
        public Attended attend(NDArray first, NDArray second, Pass pass) {
            if (first.getShape().get(2) != side || first.getShape().get(3) != side) {
                throw new BadInputException("fusion dual_cross_modal_attention: side: was set to " + side
                        + ", but the maps here are " + first.getShape() + "; set side to their rows and columns");
            }
            NDArray energy = PositionAttention.energy(
                    sharedKey.forward(firstKey.forward(first, pass), pass),
                    sharedKey.forward(secondKey.forward(second, pass), pass));
            NDArray onFirst = firstLinear.forward(energy, pass).softmax(-1);
            NDArray onSecond = secondLinear.forward(energy.swapAxes(1, 2), pass).softmax(-1);
            NDArray fromSecond = PositionAttention.gather(onFirst, secondValue.forward(second, pass), first);
            NDArray fromFirst = PositionAttention.gather(onSecond, firstValue.forward(first, pass), second);
            return new Attended(
                    fromSecond.mul(firstGamma.array()).add(first),
                    fromFirst.mul(secondGamma.array()).add(second),
                    onFirst,
                    onSecond);
        }

        @Override
        protected Pair fuse(NDArray first, NDArray second, Pass pass) {
            Attended attended = attend(first, second, pass);
            return new Pair(attended.first, attended.second);
        }
    }
}
