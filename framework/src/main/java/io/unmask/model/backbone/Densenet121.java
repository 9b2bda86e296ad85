package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DenseNet-121 (Huang et al. 2017) as torchvision builds it (models/densenet.py): names, shapes and initialisation. Stages:
 * {@code stem}, {@code denseblock1}, {@code transition1} … {@code denseblock4}, {@code norm5} (before the last ReLU).
 */
@JsonTypeName("densenet121")
@AutoService(Backbone.class)
@Doc("DenseNet-121 of torchvision: 7.0 million parameters with two classes.")
public record Densenet121(
        @Doc("Weights to start from: a file such as torchvision's densenet121; random when left out.") @Nullable
        String weights)
        implements Backbone {
    private static final int STEM = 64;
    private static final int GROWTH = 32;
    private static final int BOTTLENECK = 4 * GROWTH;
    private static final List<Integer> BLOCKS = List.of(6, 12, 24, 16);

    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new Network(classes, input.channels());
    }

    /**
     * Its stem and first dense block alone, with random values: a branch that joins another network there. Same names.
     *
     * @return (N, channels, H, W) to (N, 256, H / 4, W / 4)
     */
    public static Layer beginning(int channels) {
        return new Beginning(channels);
    }

    private static Conv2d conv(int inputs, int outputs, int kernel, int stride) {
        // kaiming_normal_ with its defaults: fan in, and the gain of ReLU.
        double deviation = Math.sqrt(2.0 / (inputs * kernel * kernel));
        return Conv2d.of(inputs, outputs, kernel)
                .stride(stride)
                .padding(kernel / 2)
                .withoutBias()
                .init(Init.normal(deviation))
                .build();
    }

    /** Convolution, BatchNorm, ReLU, max-pool, and the first dense block. */
    private static final class Beginning extends Layer {
        private final Conv2d conv0;
        private final BatchNorm norm0;
        private final Dense block;

        Beginning(int channels) {
            conv0 = child("features.conv0", conv(channels, STEM, 7, 2));
            norm0 = child("features.norm0", new BatchNorm(STEM));
            block = child("features.denseblock1", new Dense(STEM, BLOCKS.get(0)));
        }

        NDArray stem(NDArray x, Pass pass) {
            return Pool.max(norm0.rectified(conv0.forward(x, pass), pass), 3, 2, 1);
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return block.forward(stem(x, pass), pass);
        }
    }

    private static final class Network extends BackboneNet {
        private final List<Stage> stages = new ArrayList<>();
        private final Linear classifier;

        Network(int classes, int inputChannels) {
            Beginning beginning = inline(new Beginning(inputChannels));
            stages.add(new Stage("stem", STEM, beginning::stem));
            int channels = beginning.block.outputs;
            stages.add(new Stage("denseblock1", channels, beginning.block::forward));
            for (int i = 1; i < BLOCKS.size(); i++) {
                Transition transition = child("features.transition" + i, new Transition(channels));
                stages.add(new Stage("transition" + i, channels / 2, transition::forward));
                Dense block = child("features.denseblock" + (i + 1), new Dense(channels / 2, BLOCKS.get(i)));
                channels = block.outputs;
                stages.add(new Stage("denseblock" + (i + 1), channels, block::forward));
            }
            BatchNorm norm5 = child("features.norm5", new BatchNorm(channels));
            stages.add(new Stage("norm5", channels, norm5::forward));
            double bound = 1 / Math.sqrt(channels);
            classifier = scores("classifier", new Linear(channels, classes, Init.uniform(bound)));
        }

        @Override
        public List<Stage> stages() {
            return List.copyOf(stages);
        }

        @Override
        public NDArray activated(NDArray features) {
            return Activation.relu(features);
        }

        @Override
        public NDArray head(NDArray features, Pass pass) {
            return classifier.forward(Pool.globalAverage(activated(features)), pass);
        }
    }

    /** Each layer reads all before it and adds 32 channels. */
    private static final class Dense extends Layer {
        private final List<Grown> layers = new ArrayList<>();
        private final int outputs;

        Dense(int inputs, int count) {
            for (int i = 0; i < count; i++) {
                layers.add(child("denselayer" + (i + 1), new Grown(inputs + i * GROWTH)));
            }
            outputs = inputs + count * GROWTH;
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray y = x;
            for (Grown layer : layers) {
                y = NDArrays.concat(new NDList(y, layer.forward(y, pass)), 1);
            }
            return y;
        }
    }

    private static final class Grown extends Layer {
        private final BatchNorm norm1;
        private final Conv2d conv1;
        private final BatchNorm norm2;
        private final Conv2d conv2;

        Grown(int inputs) {
            norm1 = child("norm1", new BatchNorm(inputs));
            conv1 = child("conv1", conv(inputs, BOTTLENECK, 1, 1));
            norm2 = child("norm2", new BatchNorm(BOTTLENECK));
            conv2 = child("conv2", conv(BOTTLENECK, GROWTH, 3, 1));
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray narrow = conv1.forward(norm1.rectified(x, pass), pass);
            return conv2.forward(norm2.rectified(narrow, pass), pass);
        }
    }

    /** Half the channels at half the size. */
    private static final class Transition extends Layer {
        private final BatchNorm norm;
        private final Conv2d conv;

        Transition(int channels) {
            norm = child("norm", new BatchNorm(channels));
            conv = child("conv", conv(channels, channels / 2, 1, 1));
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return Pool.average(conv.forward(norm.rectified(x, pass), pass), 2);
        }
    }
}
