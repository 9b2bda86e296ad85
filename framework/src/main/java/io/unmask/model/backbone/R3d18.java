package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Conv3d;
import io.unmask.model.nn.Extent;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R3D-18 (Tran et al. 2018) as torchvision builds it (models/video/resnet.py, {@code r3d_18}): ResNet-18 with kernels that
 * are as long as they are wide. Clips (N, C, T, H, W) of any length and side. Taps: {@code stem}, {@code layer1} …
 * {@code layer4}.
 */
@JsonTypeName("r3d_18")
@AutoService(Backbone.class)
@Doc(
        "R3D-18 of torchvision, for clips of any length and side: 33.2 million parameters with two classes. Its weights of"
                + " Kinetics-400 were trained on 16 frames of 112 pixels with mean .432, .395, .377 and deviation .228, .221, .217.")
public record R3d18(
        @Doc("Weights to start from: a file such as torchvision's r3d_18; random when left out.") @Nullable
        String weights)
        implements Backbone {
    @Override
    public boolean takesClips() {
        return true;
    }

    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new Network(classes, input.channels());
    }

    private static final class Network extends BackboneNet {
        private static final int STEM = 64;
        private static final int LEVELS = 4;
        private static final int BLOCKS = 2;
        private static final double FC_DEVIATION = 0.01;

        private final List<Stage> stages = new ArrayList<>();
        private final Linear fc;

        Network(int classes, int inputChannels) {
            Extent kernel = new Extent(3, 7);
            ConvNorm3d stem = child(
                    "stem",
                    ConvNorm3d.sequential(conv(inputChannels, STEM, kernel).stride(new Extent(1, 2)), STEM));
            stages.add(new Stage("stem", STEM, stem::rectified));
            int channels = STEM;
            for (int level = 1; level <= LEVELS; level++) {
                int width = STEM << (level - 1);
                List<Layer> blocks = new ArrayList<>();
                for (int i = 0; i < BLOCKS; i++) {
                    int stride = level > 1 && i == 0 ? 2 : 1;
                    blocks.add(child("layer" + level + "." + i, new Residual(channels, width, stride)));
                    channels = width;
                }
                stages.add(new Stage("layer" + level, width, (x, pass) -> Layer.chain(blocks, x, pass)));
            }
            fc = scores("fc", new Linear(channels, classes, Init.normal(FC_DEVIATION)));
        }

        @Override
        public List<Stage> stages() {
            return List.copyOf(stages);
        }

        @Override
        public NDArray head(NDArray features, Pass pass) {
            return fc.forward(Pool.globalAverage(features), pass);
        }
    }

    private static Conv3d.Spec conv(int inputs, int outputs, Extent kernel) {
        return Conv3d.of(inputs, outputs, kernel).padding(kernel.half()).init(Init.kaimingNormalFanOut());
    }

    /** ReLU(branch(x) + skip(x)); its stride acts on time, height and width alike. */
    private static final class Residual extends Layer {
        private final ConvNorm3d first;
        private final ConvNorm3d second;
        private final @Nullable ConvNorm3d skip;

        Residual(int inputs, int width, int stride) {
            Extent step = Extent.cube(stride);
            Extent kernel = Extent.cube(3);
            first = child(
                    "conv1", ConvNorm3d.sequential(conv(inputs, width, kernel).stride(step), width));
            second = child("conv2", ConvNorm3d.sequential(conv(width, width, kernel), width));
            boolean projects = stride != 1 || inputs != width;
            skip = projects
                    ? child(
                            "downsample",
                            ConvNorm3d.sequential(
                                    conv(inputs, width, Extent.ONE).stride(step), width))
                    : null;
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray y = second.forward(first.rectified(x, pass), pass);
            return Activation.reluOfSum(y, skip == null ? x : skip.forward(x, pass));
        }
    }
}
