package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Xception (Chollet 2017) in the layout of Cadene's pretrained-models, which deepfake papers share. Stages:
 * {@code stem1}, {@code stem2} (each after its ReLU), {@code block1} … {@code block12}, {@code features} (before
 * the last ReLU). Further taps: {@code bn3}, and {@code final}, the features after that ReLU.
 */
@JsonTypeName("xception")
@AutoService(Backbone.class)
@Doc("Xception as deepfake papers use it: 20.8 million parameters with two classes.")
public record Xception(
        @Doc("Pad both stem convolutions by 1, as Locate-and-Verify does.") @Default("false")
        boolean paddedStem,

        @Doc("Name of the last layer in checkpoints: last_linear (Cadene and most papers) or fc (timm).")
        @Default("last_linear")
        Head head,

        @Doc("Probability of dropout before the last layer, which then is called last_linear.1; none when left out.")
        @Nullable
        Double dropout,

        @Doc("Keep DeepfakeBench's unused adjust_channel layer, so that its checkpoints fit.") @Default("false")
        boolean adjustChannel,

        @Doc("Weights to start from: a name of the catalogue such as cadene/xception, or a file; random when left out.")
        @Nullable
        String weights)
        implements Backbone {
    private static final int FEATURES = 2048;
    private static final int MIDDLE = 728;
    private static final int ADJUSTED = 512;
    private static final int STEM_STRIDE = 2;
    private static final int MIDDLE_BLOCKS = 8;

    /** Name of the last layer. */
    public enum Head {
        /** Cadene's pretrained-models, DeepfakeBench, PyDeepFakeDet. */
        LAST_LINEAR,
        /** timm's legacy_xception. */
        FC
    }

    /** Guards the settings. */
    public Xception {
        if (dropout != null) {
            Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
        }
    }

    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new Network(this, classes, input.channels(), STEM_STRIDE, MIDDLE_BLOCKS);
    }

    /**
     * The network for maps that are small already: F3-Net's local statistics are half as wide as the picture. Otherwise
     * like {@link #build}.
     *
     * @param stemStride step in pixels of the first convolution; 2 in every other use
     */
    public BackboneNet withStemStride(int classes, InputShape input, int stemStride) {
        Check.that(stemStride > 0, "stemStride", stemStride, "must be above 0");
        BackboneNet net = new Network(this, classes, input.channels(), stemStride, MIDDLE_BLOCKS);
        net.startFrom(weights);
        return net;
    }

    /**
     * The network with fewer blocks between entry and exit, as SSTNet simplifies it: the last of them are left out. Otherwise
     * like {@link #build}.
     *
     * @param blocks how many of the 8 stay, the first ones
     */
    public BackboneNet withMiddleBlocks(int classes, InputShape input, int blocks) {
        Check.that(blocks >= 0 && blocks <= MIDDLE_BLOCKS, "blocks", blocks, "must be from 0 to " + MIDDLE_BLOCKS);
        BackboneNet net = new Network(this, classes, input.channels(), STEM_STRIDE, blocks);
        net.startFrom(weights);
        return net;
    }

    private static final class Network extends BackboneNet {
        private final List<Stage> stages = new ArrayList<>();
        private final BatchNorm bn3;
        private final BatchNorm bn4;
        private final Separable conv3;
        private final Separable conv4;
        private final Linear scores;
        private final double dropout;

        Network(Xception settings, int classes, int inputChannels, int stemStride, int middleBlocks) {
            stem(1, inputChannels, 32, stemStride, settings.paddedStem);
            stem(2, 32, 64, 1, settings.paddedStem);
            block(1, 64, 128, new Form(2, 2, false, true));
            block(2, 128, 256, new Form(2, 2, true, true));
            block(3, 256, MIDDLE, new Form(2, 2, true, true));
            for (int number = 4; number < 4 + middleBlocks; number++) {
                block(number, MIDDLE, MIDDLE, new Form(3, 1, true, true));
            }
            block(12, MIDDLE, 1024, new Form(2, 2, true, false));
            conv3 = child("conv3", new Separable(1024, 1536));
            bn3 = child("bn3", new BatchNorm(1536));
            conv4 = child("conv4", new Separable(1536, FEATURES));
            bn4 = child("bn4", new BatchNorm(FEATURES));
            stages.add(new Stage("features", FEATURES, this::exit));
            dropout = settings.dropout == null ? 0 : settings.dropout;
            String name = settings.head.name().toLowerCase(Locale.ROOT);
            scores = scores(settings.dropout == null ? name : name + ".1", new Linear(FEATURES, classes));
            if (settings.adjustChannel) {
                child("adjust_channel.0", Conv2d.of(FEATURES, ADJUSTED, 1).build());
                child("adjust_channel.1", new BatchNorm(ADJUSTED));
            }
        }

        private void stem(int number, int inputs, int outputs, int stride, boolean padded) {
            var spec = Conv2d.of(inputs, outputs, 3).stride(stride).padding(padded ? 1 : 0);
            Conv2d conv = child("conv" + number, spec.withoutBias().build());
            BatchNorm norm = child("bn" + number, new BatchNorm(outputs));
            stages.add(new Stage("stem" + number, outputs, (x, pass) -> norm.rectified(conv.forward(x, pass), pass)));
        }

        private void block(int number, int inputs, int outputs, Form form) {
            Block block = child("block" + number, new Block(inputs, outputs, form));
            stages.add(new Stage("block" + number, outputs, block::forward));
        }

        private NDArray exit(NDArray x, Pass pass) {
            NDArray wide = pass.tap("bn3", bn3.forward(conv3.forward(x, pass), pass));
            return bn4.forward(conv4.forward(Activation.relu(wide), pass), pass);
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
            NDArray pooled = Pool.globalAverage(pass.tap("final", activated(features)));
            return scores.forward(Dropout.values(pooled, dropout, pass), pass);
        }
    }

    /** Depthwise 3×3, then pointwise 1×1, with nothing in between. */
    private static final class Separable extends Layer {
        private final Conv2d depthwise;
        private final Conv2d pointwise;

        Separable(int inputs, int outputs) {
            var spec = Conv2d.of(inputs, inputs, 3).padding(1).groups(inputs);
            depthwise = child("conv1", spec.withoutBias().build());
            pointwise = child(
                    "pointwise", Conv2d.of(inputs, outputs, 1).withoutBias().build());
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return pointwise.forward(depthwise.forward(x, pass), pass);
        }
    }

    /**
     * How a block is made.
     *
     * @param repeats separable convolutions
     * @param stride of the max-pool at its end; 1 for none
     * @param startsRectified whether a ReLU comes first
     * @param growsFirst whether the first convolution changes the number of channels, or the last
     */
    private record Form(int repeats, int stride, boolean startsRectified, boolean growsFirst) {}

    /** Separable convolutions beside a skip connection; no activation after the sum. */
    private static final class Block extends Layer {
        private final List<Separable> convs = new ArrayList<>();
        private final List<BatchNorm> norms = new ArrayList<>();
        private final Form form;
        private final @Nullable Conv2d skip;
        private final @Nullable BatchNorm skipNorm;

        Block(int inputs, int outputs, Form form) {
            this.form = form;
            boolean projects = inputs != outputs || form.stride != 1;
            skip = projects
                    ? child(
                            "skip",
                            Conv2d.of(inputs, outputs, 1)
                                    .stride(form.stride)
                                    .withoutBias()
                                    .build())
                    : null;
            skipNorm = projects ? child("skipbn", new BatchNorm(outputs)) : null;
            // The official Sequential counts its ReLUs too, so indices depend on whether one comes first.
            int index = form.startsRectified ? 1 : 0;
            int channels = inputs;
            for (int i = 0; i < form.repeats; i++) {
                boolean grown = form.growsFirst || i == form.repeats - 1;
                int next = grown ? outputs : inputs;
                convs.add(child("rep." + index, new Separable(channels, next)));
                norms.add(child("rep." + (index + 1), new BatchNorm(next)));
                channels = next;
                index += 3;
            }
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray y = x;
            for (int i = 0; i < convs.size(); i++) {
                NDArray summed = convs.get(i).forward(i == 0 && form.startsRectified ? Activation.relu(y) : y, pass);
                BatchNorm norm = norms.get(i);
                y = i < convs.size() - 1 ? norm.rectified(summed, pass) : norm.forward(summed, pass);
            }
            if (form.stride != 1) {
                y = Pool.max(y, 3, form.stride, 1);
            }
            NDArray shortcut = skip == null || skipNorm == null ? x : skipNorm.forward(skip.forward(x, pass), pass);
            return y.add(shortcut);
        }
    }
}
