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
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Pass;
import org.jspecify.annotations.Nullable;

/**
 * Cross-modality fusion of M2TR (Wang et al. 2022, section 3.3; {@code CMA_Block} in the official code, also called
 * CMA): each position of the first map asks all positions of the second. out = first + LeakyReLU(BN(conv4(z))),
 * z = softmax(q kᵀ / √hidden) v with q = conv1(first), k = conv2(second), v = conv3(second). Changes the first map.
 */
@JsonTypeName("cmf")
@AutoService(Fusion.class)
@Doc("Cross-modality fusion of M2TR (CMF, CMA, CMA_Block): the first map attends to the second, of any size, and "
        + "is changed. Training keeps the whole attention matrix for the backward pass, (H·W)·(H'·W') numbers a "
        + "picture; evaluation holds chunk rows of it at a time.")
public record Cmf(
        @Doc("Channels of queries, keys and values; as many as the first map has when left out.") @Nullable
        Integer hidden,

        @Doc("Positions of the first map that evaluation treats at a time; the result does not depend on it.")
        @Default("1024")
        int chunk)
        implements Fusion {
    /** Guards the settings. */
    public Cmf {
        Check.that(hidden == null || hidden > 0, "hidden", String.valueOf(hidden), "must be above 0");
        Check.that(chunk > 0, "chunk", chunk, "must be above 0");
    }

    @Override
    public Network build(int firstChannels, int secondChannels) {
        return new Network(firstChannels, secondChannels, hidden == null ? firstChannels : hidden, chunk);
    }

    /** The network: tensors {@code conv1} to {@code conv3}, {@code conv4.0} and {@code conv4.1}. */
    public static final class Network extends FusionNet {
        private static final double SLOPE = 0.2;

        private final double scale;
        private final int chunk;
        private final Conv2d query;
        private final Conv2d key;
        private final Conv2d value;
        private final Conv2d out;
        private final BatchNorm norm;

        /** See the settings of {@link Cmf}. */
        public Network(int firstChannels, int secondChannels, int hidden, int chunk) {
            super("cmf", firstChannels, secondChannels);
            this.scale = 1 / Math.sqrt(hidden);
            this.chunk = chunk;
            query = child("conv1", Conv2d.of(firstChannels, hidden, 1).build());
            key = child("conv2", Conv2d.of(secondChannels, hidden, 1).build());
            value = child("conv3", Conv2d.of(secondChannels, hidden, 1).build());
            out = child("conv4.0", Conv2d.of(hidden, firstChannels, 1).build());
            norm = child("conv4.1", new BatchNorm(firstChannels));
        }

        @Override
        protected boolean takesDifferentSizes() {
            return true;
        }

        @Override
        protected Pair fuse(NDArray first, NDArray second, Pass pass) {
            // Scaled before the product: one large matrix less.
            NDArray queries = PositionAttention.flat(query.forward(first, pass))
                    .mul(Constant.of(scale))
                    .swapAxes(1, 2);
            NDArray keys = PositionAttention.flat(key.forward(second, pass));
            NDArray values = PositionAttention.flat(value.forward(second, pass)).swapAxes(1, 2);
            NDArray tokens = pass.isTraining() ? attend(queries, keys, values) : attendInChunks(queries, keys, values);
            NDArray gathered = tokens.swapAxes(1, 2)
                    .reshape(
                            first.getShape().get(0),
                            -1,
                            first.getShape().get(2),
                            first.getShape().get(3));
            NDArray added = Activation.leakyRelu(norm.forward(out.forward(gathered, pass), pass), SLOPE);
            return new Pair(first.add(added), second);
        }

        /** Closes what it does not return, so that without recording only one matrix of scores lives at a time. */
        private NDArray attend(NDArray queries, NDArray keys, NDArray values) {
            try (NDArray scores = queries.matMul(keys);
                    NDArray attention = scores.softmax(-1)) {
                return attention.matMul(values);
            }
        }

        private NDArray attendInChunks(NDArray queries, NDArray keys, NDArray values) {
            long positions = queries.getShape().get(1);
            NDList parts = new NDList();
            for (long begin = 0; begin < positions; begin += chunk) {
                try (NDArray rows = queries.get(":, " + begin + ":" + Math.min(begin + chunk, positions))) {
                    parts.add(attend(rows, keys, values));
                }
            }
            return NDArrays.concat(parts, 1);
        }
    }
}
