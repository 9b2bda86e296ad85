package io.unmask.model.fusion;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;

/**
 * Factorised bilinear pooling as Locate and Verify joins its streams ({@code HdmProdBilinearFusion} in
 * {@code components/linear_fusion.py} of sccsok/Locate-and-Verify). At each position
 * z = tanh(Trans1(first) · Trans2(second)), dropout, then OutTrans(z). Both maps become that one map.
 */
@JsonTypeName("bilinear_tanh")
@AutoService(Fusion.class)
@Doc("Factorised bilinear pooling of Locate and Verify, position by position: a linear layer of each map, their "
        + "product, tanh, dropout, a linear layer. Both maps become the result.")
public record BilinearTanh(
        @Doc("Size of the space in which both are multiplied.") @Default("2048")
        int hidden,

        @Doc("Channels of the result.") @Default("4096") int outputs,

        @Doc("Probability of dropout on the product.") @Default("0.5")
        double dropout)
        implements Fusion {
    /** Guards the settings. */
    public BilinearTanh {
        Check.that(hidden > 0, "hidden", hidden, "must be above 0");
        Check.that(outputs > 0, "outputs", outputs, "must be above 0");
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(firstChannels, secondChannels, this);
    }

    /** The network: tensors {@code Trans1}, {@code Trans2} and {@code OutTrans}, linear layers. */
    public static final class Network extends FusionNet {
        private final int outputs;
        private final double dropout;
        private final Linear firstTransform;
        private final Linear secondTransform;
        private final Linear outTransform;

        /** For maps of these channels. */
        public Network(int firstChannels, int secondChannels, BilinearTanh settings) {
            super("bilinear_tanh", firstChannels, secondChannels);
            outputs = settings.outputs;
            dropout = settings.dropout;
            firstTransform = child("Trans1", new Linear(firstChannels, settings.hidden));
            secondTransform = child("Trans2", new Linear(secondChannels, settings.hidden));
            outTransform = child("OutTrans", new Linear(settings.hidden, outputs));
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
            NDArray product = firstTransform
                    .forward(channelsLast(first), pass)
                    .mul(secondTransform.forward(channelsLast(second), pass))
                    .tanh();
            NDArray joined = outTransform
                    .forward(Dropout.values(product, dropout, pass), pass)
                    .transpose(0, 3, 1, 2);
            return new Pair(joined, joined);
        }

        private static NDArray channelsLast(NDArray map) {
            return map.transpose(0, 2, 3, 1);
        }
    }
}
