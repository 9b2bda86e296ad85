package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import io.unmask.model.nn.SameConv2d;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network of {@link EfficientNet}: stem, seven groups of inverted bottlenecks, head. */
final class EfficientNetNetwork extends BackboneNet {
    /** A group of blocks of B0; scaling changes widths and repeats. */
    private record Group(int kernel, int stride, int expansion, int outputs, int repeats) {}

    private static final List<Group> GROUPS = List.of(
            new Group(3, 1, 1, 16, 1),
            new Group(3, 2, 6, 24, 2),
            new Group(5, 2, 6, 40, 2),
            new Group(3, 2, 6, 80, 3),
            new Group(5, 1, 6, 112, 3),
            new Group(5, 2, 6, 192, 4),
            new Group(3, 1, 6, 320, 1));
    private static final int STEM = 32;
    private static final int HEAD = 1280;

    private final EfficientNet settings;
    private final List<Stage> stages = new ArrayList<>();
    private final Linear scores;

    /** The side for which the next padded convolution pads. */
    private int nominalSide;

    EfficientNetNetwork(EfficientNet settings, int classes, int inputChannels) {
        this.settings = settings;
        boolean wrapped = settings.layout() == EfficientNet.Layout.DEEPFAKEBENCH;
        String prefix = wrapped ? "efficientnet." : "";
        nominalSide = settings.padding() == EfficientNet.Padding.DYNAMIC ? SameConv2d.DYNAMIC : settings.assumedSide();
        int channels = stem(prefix, inputChannels, wrapped);
        for (Group group : GROUPS) {
            channels = group(prefix, group, channels);
        }
        int outputs = settings.size().channels(HEAD);
        Conv2d conv = child(
                prefix + "_conv_head",
                Conv2d.of(channels, outputs, 1).withoutBias().build());
        BatchNorm norm = child(prefix + "_bn1", norm(outputs));
        stages.add(new Stage(
                "final", outputs, (x, pass) -> Activation.swish(norm.forward(conv.forward(x, pass), pass))));
        scores = scores(wrapped ? "last_layer" : "_fc", new Linear(outputs, classes));
    }

    private int stem(String prefix, int inputs, boolean unpadded) {
        int outputs = settings.size().channels(STEM);
        Layer conv = child(
                prefix + "_conv_stem",
                unpadded
                        ? Conv2d.of(inputs, outputs, 3).stride(2).withoutBias().build()
                        : new SameConv2d(inputs, outputs, 3, 2, 1, nominalSide));
        track(2);
        BatchNorm norm = child(prefix + "_bn0", norm(outputs));
        stages.add(new Stage("b0", outputs, (x, pass) -> Activation.swish(norm.forward(conv.forward(x, pass), pass))));
        return outputs;
    }

    private int group(String prefix, Group group, int inputs) {
        int outputs = settings.size().channels(group.outputs);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < settings.size().repeats(group.repeats); i++) {
            int stride = i == 0 ? group.stride : 1;
            int number = blocksBefore(stages.size() - 1) + i;
            blocks.add(child(
                    prefix + "_blocks." + number,
                    new Block(number, i == 0 ? inputs : outputs, outputs, group, stride)));
            track(stride);
        }
        stages.add(new Stage("b" + stages.size(), outputs, (x, pass) -> {
            NDArray y = x;
            for (Block block : blocks) {
                y = pass.tap("block" + block.number, block.forward(y, pass));
            }
            return y;
        }));
        return outputs;
    }

    /** Blocks in the first groups, or in all of them. */
    private int blocksBefore(int groups) {
        return GROUPS.subList(0, groups).stream()
                .mapToInt(group -> settings.size().repeats(group.repeats))
                .sum();
    }

    private void track(int stride) {
        if (settings.padding() == EfficientNet.Padding.TRACKED) {
            nominalSide = (nominalSide + stride - 1) / stride;
        }
    }

    private BatchNorm norm(int channels) {
        return new BatchNorm(channels, settings.normEps(), settings.normMomentum());
    }

    @Override
    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    @Override
    public NDArray head(NDArray features, Pass pass) {
        NDArray pooled = Pool.globalAverage(features);
        return scores.forward(Dropout.values(pooled, settings.dropoutInForce(), pass), pass);
    }

    /** Inverted bottleneck: widen, depthwise, squeeze-and-excite, project; a skip where the shapes agree. */
    private final class Block extends Layer {
        private static final double SQUEEZE = 0.25;

        private final int number;
        private final @Nullable Conv2d expand;
        private final @Nullable BatchNorm expandNorm;
        private final SameConv2d depthwise;
        private final BatchNorm depthwiseNorm;
        private final Conv2d squeeze;
        private final Conv2d excite;
        private final Conv2d project;
        private final BatchNorm projectNorm;
        private final boolean skips;
        private final double dropped;

        Block(int number, int inputs, int outputs, Group group, int stride) {
            this.number = number;
            int wide = inputs * group.expansion;
            boolean expands = group.expansion != 1;
            expand = expands
                    ? child(
                            "_expand_conv",
                            Conv2d.of(inputs, wide, 1).withoutBias().build())
                    : null;
            expandNorm = expands ? child("_bn0", norm(wide)) : null;
            depthwise = child("_depthwise_conv", new SameConv2d(wide, wide, group.kernel, stride, wide, nominalSide));
            depthwiseNorm = child("_bn1", norm(wide));
            // Squeezed in proportion to what enters the block, not to its widened middle.
            int squeezed = Math.max(1, (int) (inputs * SQUEEZE));
            squeeze = child("_se_reduce", Conv2d.of(wide, squeezed, 1).build());
            excite = child("_se_expand", Conv2d.of(squeezed, wide, 1).build());
            project = child(
                    "_project_conv", Conv2d.of(wide, outputs, 1).withoutBias().build());
            projectNorm = child("_bn2", norm(outputs));
            skips = stride == 1 && inputs == outputs;
            dropped = settings.dropConnect() * number / blocksBefore(GROUPS.size());
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray y = x;
            if (expand != null && expandNorm != null) {
                y = Activation.swish(expandNorm.forward(expand.forward(y, pass), pass));
            }
            y = Activation.swish(depthwiseNorm.forward(depthwise.forward(y, pass), pass));
            NDArray gate = Activation.swish(squeeze.forward(Pool.globalAverageMap(y), pass));
            y = y.mul(Activation.sigmoid(excite.forward(gate, pass)));
            y = projectNorm.forward(project.forward(y, pass), pass);
            return skips ? Dropout.samples(y, dropped, pass).add(x) : y;
        }
    }
}
