package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Conv3d;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Extent;
import io.unmask.model.nn.Frames;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import io.unmask.model.nn.Pool3d;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The network of {@link P3d}. Taps: {@code conv1_custom} (before its BatchNorm), {@code maxpool}, {@code layer1} …
 * {@code layer4}, {@code avgpool}. Time is halved after {@code layer1}, {@code layer2} and {@code layer3}; {@code layer4}
 * is two-dimensional.
 */
final class P3dNetwork extends BackboneNet {
    private static final int STEM = 64;
    private static final int EXPANSION = 4;
    private static final int LAST_LEVEL = 4;
    private static final int TIME = 2;
    private static final int ROWS = 3;
    private static final int MAP = 4;
    private static final int OFFICIAL_SIDE = 5;
    private static final Extent HALVE_TIME = new Extent(2, 1);

    private final P3d settings;
    private final Conv3d conv1;
    private final BatchNorm bn1;
    private final List<Stage> stages = new ArrayList<>();
    private final Linear fc;

    P3dNetwork(P3d settings, int classes, int inputChannels) {
        this.settings = settings;
        Extent kernel = new Extent(1, 7);
        conv1 = child("conv1_custom", conv(inputChannels, STEM, kernel, new Extent(1, 2), new Extent(0, 3)));
        bn1 = child("bn1", new BatchNorm(STEM));
        stages.add(new Stage("maxpool", STEM, this::stem));
        int channels = STEM;
        int number = 0;
        List<Integer> depths = settings.depths();
        for (int level = 1; level <= LAST_LEVEL; level++) {
            int width = STEM << (level - 1);
            List<Layer> blocks = new ArrayList<>();
            for (int i = 0; i < depths.get(level - 1); i++) {
                int stride = level > 1 && i == 0 ? 2 : 1;
                P3d.Block kind =
                        settings.blocks().get(number++ % settings.blocks().size());
                Layer block = level < LAST_LEVEL
                        ? new Volume(kind, channels, width, stride, i == 0)
                        : new Plane(channels, width, stride, i == 0);
                blocks.add(child("layer" + level + "." + i, block));
                channels = width * EXPANSION;
            }
            stages.add(new Stage("layer" + level, channels, forward(level, blocks)));
        }
        fc = scores("fc", new Linear(channels, classes));
    }

    private static Conv3d conv(int inputs, int outputs, Extent kernel, Extent stride, Extent padding) {
        // The official start leaves the width of the kernel out.
        double deviation = Math.sqrt(2.0 / (kernel.frames() * kernel.pixels() * outputs));
        return Conv3d.of(inputs, outputs, kernel)
                .stride(stride)
                .padding(padding)
                .init(Init.normal(deviation))
                .build();
    }

    private NDArray stem(NDArray x, Pass pass) {
        NDArray wide = pass.tap("conv1_custom", conv1.forward(x, pass));
        NDArray active = bn1.rectified(wide, pass);
        return Pool3d.max(active, new Extent(2, 3), Extent.cube(2), new Extent(0, 1));
    }

    private BiFunction<NDArray, Pass, NDArray> forward(int level, List<Layer> blocks) {
        if (level == 1) {
            return (x, pass) -> Layer.chain(blocks, x, pass);
        }
        return level < LAST_LEVEL
                ? (x, pass) -> Layer.chain(blocks, halved(x), pass)
                : (x, pass) -> flat(blocks, halved(x), pass);
    }

    /** A clip of half as many frames; a single frame stays as it is, which no official size comes to. */
    private static NDArray halved(NDArray x) {
        return x.getShape().get(TIME) == 1 ? x : Pool3d.max(x, HALVE_TIME, HALVE_TIME, Extent.NONE);
    }

    /** The last level: (N, C, T, H, W) to (N, C', H', W') as in the official program, or (N, C', T, H', W') if T is not 1. */
    private NDArray flat(List<Layer> blocks, NDArray x, Pass pass) {
        long steps = x.getShape().get(TIME);
        NDArray maps = Layer.chain(blocks, Frames.apart(x), pass);
        Shape shape = maps.getShape();
        boolean official = steps == 1 && shape.get(2) == OFFICIAL_SIDE && shape.get(ROWS) == OFFICIAL_SIDE;
        if (settings.sizes() == P3d.Sizes.OFFICIAL && !official) {
            throw new BadInputException(
                    "backbone p3d: sizes: official takes clips of 16 to 31 frames of 129 to 160 pixels,"
                            + " whose last map is 1x5x5; found one of " + steps + "x" + shape.get(2) + "x"
                            + shape.get(ROWS)
                            + "; set sizes to adaptive, or data.image.side_pixels to 160 and data.clip.frames to 16");
        }
        return steps == 1 ? maps : Frames.together(maps, steps);
    }

    @Override
    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    @Override
    public NDArray head(NDArray features, Pass pass) {
        if (features.getShape().dimension() == MAP) {
            return scores(features, pass);
        }
        long clips = features.getShape().get(0);
        NDArray scores = scores(Frames.apart(features), pass);
        return scores.reshape(clips, -1, scores.getShape().get(1)).mean(new int[] {1});
    }

    private NDArray scores(NDArray maps, Pass pass) {
        NDArray pooled = pass.tap("avgpool", Pool.globalAverageMap(maps));
        NDArray row = pooled.reshape(pooled.getShape().get(0), -1);
        return fc.forward(Dropout.values(row, settings.dropout(), pass), pass);
    }

    /** The skip connection of a level's first bottleneck. */
    private static ConvNorm3d projection(int inputs, int outputs, int stride) {
        Conv3d conv = conv(inputs, outputs, Extent.ONE, new Extent(1, stride), Extent.NONE);
        return new ConvNorm3d("0", conv, "1", new BatchNorm(outputs));
    }

    /** A bottleneck whose middle looks over the picture and over time. */
    private static final class Volume extends Layer {
        private final P3d.Block kind;
        private final Conv3d conv1;
        private final BatchNorm bn1;
        private final Conv3d space;
        private final BatchNorm spaceNorm;
        private final Conv3d time;
        private final BatchNorm timeNorm;
        private final Conv3d conv4;
        private final BatchNorm bn4;
        private final @Nullable ConvNorm3d skip;

        Volume(P3d.Block kind, int inputs, int width, int stride, boolean projects) {
            this.kind = kind;
            int outputs = width * EXPANSION;
            conv1 = child("conv1", conv(inputs, width, Extent.ONE, new Extent(1, stride), Extent.NONE));
            bn1 = child("bn1", new BatchNorm(width));
            space = child("conv2", conv(width, width, new Extent(1, 3), Extent.ONE, new Extent(0, 1)));
            spaceNorm = child("bn2", new BatchNorm(width));
            time = child("conv3", conv(width, width, new Extent(3, 1), Extent.ONE, new Extent(1, 0)));
            timeNorm = child("bn3", new BatchNorm(width));
            conv4 = child("conv4", conv(width, outputs, Extent.ONE, Extent.ONE, Extent.NONE));
            bn4 = child("bn4", new BatchNorm(outputs));
            skip = projects ? child("downsample", projection(inputs, outputs, stride)) : null;
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray narrow = bn1.rectified(conv1.forward(x, pass), pass);
            NDArray seen = spaceNorm.rectified(space.forward(narrow, pass), pass);
            NDArray timed = kind == P3d.Block.B ? narrow : seen;
            NDArray moved = timeNorm.rectified(time.forward(timed, pass), pass);
            NDArray middle = kind == P3d.Block.A ? moved : seen.add(moved);
            NDArray y = bn4.forward(conv4.forward(middle, pass), pass);
            return Activation.reluOfSum(y, skip == null ? x : skip.forward(x, pass));
        }
    }

    /** An ordinary bottleneck of pictures; its stride sits in the first convolution. */
    private static final class Plane extends Layer {
        private final Conv2d conv1;
        private final BatchNorm bn1;
        private final Conv2d conv2;
        private final BatchNorm bn2;
        private final Conv2d conv4;
        private final BatchNorm bn4;
        private final @Nullable Conv2d skip;
        private final @Nullable BatchNorm skipNorm;

        Plane(int inputs, int width, int stride, boolean projects) {
            int outputs = width * EXPANSION;
            conv1 = child("conv1", plain(inputs, width, 1, stride));
            bn1 = child("bn1", new BatchNorm(width));
            conv2 = child("conv_normal", plain(width, width, 3, 1));
            bn2 = child("bn_normal", new BatchNorm(width));
            conv4 = child("conv4", plain(width, outputs, 1, 1));
            bn4 = child("bn4", new BatchNorm(outputs));
            skip = projects ? child("downsample.0", plain(inputs, outputs, 1, stride)) : null;
            skipNorm = projects ? child("downsample.1", new BatchNorm(outputs)) : null;
        }

        private static Conv2d plain(int inputs, int outputs, int kernel, int stride) {
            return Conv2d.of(inputs, outputs, kernel)
                    .stride(stride)
                    .padding(kernel / 2)
                    .withoutBias()
                    .build();
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray y = bn1.rectified(conv1.forward(x, pass), pass);
            y = bn2.rectified(conv2.forward(y, pass), pass);
            y = bn4.forward(conv4.forward(y, pass), pass);
            return Activation.reluOfSum(
                    y, skip == null || skipNorm == null ? x : skipNorm.forward(skip.forward(x, pass), pass));
        }
    }
}
