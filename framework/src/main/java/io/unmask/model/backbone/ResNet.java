package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
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
 * ResNet (He et al. 2015) as torchvision builds it (models/resnet.py, "v1.5": the stride of a bottleneck sits
 * in its 3×3 convolution), with torchvision's parameter names, which timm shares, and initialisation. Taps:
 * {@code stem} (after the max-pool), {@code layer1} … {@code layer4}.
 */
final class ResNet extends BackboneNet {
    private static final int STEM = 64;

    /** The residual block of a depth. */
    enum Block {
        /** Two 3×3 convolutions. */
        BASIC(1),
        /** 1×1, 3×3 and 1×1, four times as wide at the end. */
        BOTTLENECK(4);

        private final int expansion;

        Block(int expansion) {
            this.expansion = expansion;
        }
    }

    private final Conv2d conv1;
    private final BatchNorm bn1;
    private final List<Stage> stages = new ArrayList<>();
    private final Linear fc;

    ResNet(Block block, List<Integer> depths, int classes, int inputChannels, boolean zeroInitLast) {
        conv1 = child(
                "conv1",
                Conv2d.of(inputChannels, STEM, 7)
                        .stride(2)
                        .padding(3)
                        .withoutBias()
                        .init(Init.kaimingNormalFanOut())
                        .build());
        bn1 = child("bn1", new BatchNorm(STEM));
        stages.add(new Stage("stem", STEM, this::stem));
        int channels = STEM;
        for (int level = 0; level < depths.size(); level++) {
            int width = STEM << level;
            List<Layer> blocks = new ArrayList<>();
            for (int i = 0; i < depths.get(level); i++) {
                int stride = level > 0 && i == 0 ? 2 : 1;
                blocks.add(child(
                        "layer" + (level + 1) + "." + i, new Residual(block, channels, width, stride, zeroInitLast)));
                channels = width * block.expansion;
            }
            stages.add(new Stage("layer" + (level + 1), channels, (x, pass) -> Layer.chain(blocks, x, pass)));
        }
        fc = scores("fc", new Linear(channels, classes));
    }

    private NDArray stem(NDArray x, Pass pass) {
        return Pool.max(bn1.rectified(conv1.forward(x, pass), pass), 3, 2, 1);
    }

    @Override
    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    @Override
    public NDArray head(NDArray features, Pass pass) {
        return fc.forward(Pool.globalAverage(features), pass);
    }

    /** ReLU(branch(x) + skip(x)). */
    private static final class Residual extends Layer {
        private final List<Conv2d> convs = new ArrayList<>();
        private final List<BatchNorm> norms = new ArrayList<>();
        private final @Nullable Conv2d skipConv;
        private final @Nullable BatchNorm skipNorm;

        Residual(Block block, int inputs, int width, int stride, boolean zeroInitLast) {
            int outputs = width * block.expansion;
            if (block == Block.BASIC) {
                add(inputs, width, 3, stride, Init.constant(1));
                add(width, outputs, 3, 1, last(zeroInitLast));
            } else {
                add(inputs, width, 1, 1, Init.constant(1));
                add(width, width, 3, stride, Init.constant(1));
                add(width, outputs, 1, 1, last(zeroInitLast));
            }
            boolean projects = stride != 1 || inputs != outputs;
            skipConv = projects ? child("downsample.0", conv(inputs, outputs, 1, stride)) : null;
            skipNorm = projects ? child("downsample.1", new BatchNorm(outputs)) : null;
        }

        private static Init last(boolean zero) {
            return Init.constant(zero ? 0 : 1);
        }

        private void add(int inputs, int outputs, int kernel, int stride, Init normWeight) {
            int number = convs.size() + 1;
            convs.add(child("conv" + number, conv(inputs, outputs, kernel, stride)));
            norms.add(child("bn" + number, new BatchNorm(outputs, normWeight)));
        }

        private static Conv2d conv(int inputs, int outputs, int kernel, int stride) {
            return Conv2d.of(inputs, outputs, kernel)
                    .stride(stride)
                    .padding(kernel / 2)
                    .withoutBias()
                    .init(Init.kaimingNormalFanOut())
                    .build();
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray y = x;
            for (int i = 0; i < convs.size(); i++) {
                NDArray summed = convs.get(i).forward(y, pass);
                BatchNorm norm = norms.get(i);
                y = i < convs.size() - 1 ? norm.rectified(summed, pass) : norm.forward(summed, pass);
            }
            NDArray skip = skipConv == null || skipNorm == null ? x : skipNorm.forward(skipConv.forward(x, pass), pass);
            return Activation.reluOfSum(y, skip);
        }
    }
}
