package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv3d;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Extent;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool3d;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * I3D (Carreira and Zisserman 2017), Inception-v1 with kernels made three-dimensional, in the layout of
 * piergiaj/pytorch-i3d ({@code pytorch_i3d.py}): every convolution and max-pool pads as TensorFlow's "same", BatchNorm with
 * eps 1e-3 and momentum 0.01. Clips (N, C, T, H, W). Taps: the end points of that program ({@code Conv3d_1a_7x7} …
 * {@code Mixed_5c}) and {@code avg_pool}.
 */
@JsonTypeName("i3d")
@AutoService(Backbone.class)
@Doc(
        "I3D, Inception-v1 for clips, in the layout of pytorch-i3d: 12.3 million parameters with two classes. Its inputs are"
                + " -1..1. Scores are the mean of the logits over time, which is our rule.")
public record I3d(
        @Doc(
                "The last pool. adaptive, our default: mean over height and width of any size, two steps of time if there are"
                        + " so many. official: 2x7x7, which takes 9 frames and more of 193 to 224 pixels.")
        @Default("adaptive")
        Head pool,

        @Doc(
                "Probability of dropout before the last layer, 0..1: the official dropout_keep_prob is that of dropping, too.")
        @Default("0.5")
        double dropout,

        @Doc("Weights to start from: a file such as pytorch-i3d's rgb_imagenet.pt; random when left out.") @Nullable
        String weights)
        implements Backbone {
    private static final int FEATURES = 1024;
    private static final Extent OFFICIAL = new Extent(2, 7);

    /** The last pool. */
    public enum Head {
        /** Means over whole maps. */
        ADAPTIVE,
        /** A window of fixed size. */
        OFFICIAL
    }

    /** Guards the settings. */
    public I3d {
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
    }

    @Override
    public boolean takesClips() {
        return true;
    }

    /** {@inheritDoc} Its head gives (N, classes, T'). */
    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new Network(dropout, classes, input.channels(), pool == Head.OFFICIAL ? OFFICIAL : null);
    }

    /**
     * The network with a last pool of another size, as small clips need it; its head then gives (N, classes, T', H', W')
     * where the window leaves more than one place.
     *
     * @param window in frames and pixels
     */
    public BackboneNet withPool(int classes, InputShape input, Extent window) {
        BackboneNet net = new Network(dropout, classes, input.channels(), window);
        net.startFrom(weights);
        return net;
    }

    /** Convolution, BatchNorm, and the ReLU that {@link ConvNorm3d#rectified} adds. */
    private static ConvNorm3d unit(int inputs, int outputs, Extent kernel, Extent stride) {
        Conv3d conv = Conv3d.of(inputs, outputs, kernel).stride(stride).same().build();
        return new ConvNorm3d("conv3d", conv, "bn", new BatchNorm(outputs, 1e-3, 0.01));
    }

    private static final class Network extends BackboneNet {
        private static final Extent PLANE = new Extent(1, 3);
        private static final Extent HALVE_PLANE = new Extent(1, 2);
        private static final int TIME = 2;
        private static final int ROWS = 3;
        private static final int COLUMNS = 4;

        private final List<Stage> stages = new ArrayList<>();
        private final Conv3d logits;
        private final double dropout;
        private final @Nullable Extent window;
        private final boolean mustBeSingle;
        private int channels;

        Network(double dropout, int classes, int inputChannels, @Nullable Extent window) {
            this.dropout = dropout;
            this.window = window;
            mustBeSingle = OFFICIAL.equals(window);
            logits = scores(
                    "logits.conv3d",
                    Conv3d.of(FEATURES, classes, Extent.ONE).withBias().build());
            channels = inputChannels;
            conv("Conv3d_1a_7x7", 64, Extent.cube(7), Extent.cube(2));
            pool("MaxPool3d_2a_3x3", PLANE, HALVE_PLANE);
            conv("Conv3d_2b_1x1", 64, Extent.ONE, Extent.ONE);
            conv("Conv3d_2c_3x3", 192, Extent.cube(3), Extent.ONE);
            pool("MaxPool3d_3a_3x3", PLANE, HALVE_PLANE);
            mixed("3b", 64, 96, 128, 16, 32, 32);
            mixed("3c", 128, 128, 192, 32, 96, 64);
            pool("MaxPool3d_4a_3x3", Extent.cube(3), Extent.cube(2));
            mixed("4b", 192, 96, 208, 16, 48, 64);
            mixed("4c", 160, 112, 224, 24, 64, 64);
            mixed("4d", 128, 128, 256, 24, 64, 64);
            mixed("4e", 112, 144, 288, 32, 64, 64);
            mixed("4f", 256, 160, 320, 32, 128, 128);
            pool("MaxPool3d_5a_2x2", Extent.cube(2), Extent.cube(2));
            mixed("5b", 256, 160, 320, 32, 128, 128);
            mixed("5c", 384, 192, 384, 48, 128, 128);
        }

        private void conv(String name, int outputs, Extent kernel, Extent stride) {
            ConvNorm3d unit = child(name, unit(channels, outputs, kernel, stride));
            channels = outputs;
            stages.add(new Stage(name, channels, unit::rectified));
        }

        private void pool(String name, Extent kernel, Extent stride) {
            stages.add(new Stage(name, channels, (x, pass) -> Pool3d.maxSame(x, kernel, stride)));
        }

        private void mixed(String name, int... widths) {
            Mixed mixed = child("Mixed_" + name, new Mixed(channels, widths));
            channels = widths[0] + widths[2] + widths[4] + widths[5];
            stages.add(new Stage("Mixed_" + name, channels, mixed::forward));
        }

        @Override
        public List<Stage> stages() {
            return List.copyOf(stages);
        }

        @Override
        public NDArray head(NDArray features, Pass pass) {
            NDArray pooled = pass.tap("avg_pool", window == null ? adaptive(features) : fixed(features, window));
            NDArray scores = logits.forward(Dropout.values(pooled, dropout, pass), pass);
            Shape shape = scores.getShape();
            return shape.get(ROWS) == 1 && shape.get(COLUMNS) == 1
                    ? scores.reshape(shape.get(0), shape.get(1), shape.get(TIME))
                    : scores;
        }

        private static NDArray adaptive(NDArray features) {
            NDArray means = Pool3d.averageOverPictures(features);
            long steps = means.getShape().get(TIME);
            NDArray clip = means.reshape(means.getShape().get(0), FEATURES, steps, 1, 1);
            return steps == 1 ? clip : Pool3d.average(clip, new Extent(OFFICIAL.frames(), 1));
        }

        private NDArray fixed(NDArray features, Extent size) {
            Shape shape = features.getShape();
            boolean fits = shape.get(TIME) >= size.frames()
                    && shape.get(ROWS) >= size.pixels()
                    && shape.get(COLUMNS) >= size.pixels();
            // Larger maps leave several scores a step of time, which the official program does not expect either.
            boolean single = shape.get(ROWS) == size.pixels() && shape.get(COLUMNS) == size.pixels();
            if (!fits || (mustBeSingle && !single)) {
                throw new BadInputException(
                        "backbone i3d: pool: official takes clips of 9 frames and more and of 193 to"
                                + " 224 pixels, whose last map is " + size.pixels() + "x" + size.pixels()
                                + "; found one of "
                                + shape.get(TIME) + "x" + shape.get(ROWS) + "x" + shape.get(COLUMNS)
                                + "; set pool to adaptive, or data.image.side_pixels to 224");
            }
            return Pool3d.average(features, size);
        }
    }

    /** Four branches side by side; the last begins with a max-pool. */
    private static final class Mixed extends Layer {
        private static final Extent CUBE = Extent.cube(3);

        private final ConvNorm3d b0;
        private final ConvNorm3d b1a;
        private final ConvNorm3d b1b;
        private final ConvNorm3d b2a;
        private final ConvNorm3d b2b;
        private final ConvNorm3d b3b;

        /** Widths in the order of the paper's table: b0, b1a, b1b, b2a, b2b, b3b. */
        Mixed(int inputs, int[] widths) {
            b0 = child("b0", unit(inputs, widths[0], Extent.ONE, Extent.ONE));
            b1a = child("b1a", unit(inputs, widths[1], Extent.ONE, Extent.ONE));
            b1b = child("b1b", unit(widths[1], widths[2], CUBE, Extent.ONE));
            b2a = child("b2a", unit(inputs, widths[3], Extent.ONE, Extent.ONE));
            b2b = child("b2b", unit(widths[3], widths[4], CUBE, Extent.ONE));
            b3b = child("b3b", unit(inputs, widths[5], Extent.ONE, Extent.ONE));
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return NDArrays.concat(
                    new NDList(
                            b0.rectified(x, pass),
                            b1b.rectified(b1a.rectified(x, pass), pass),
                            b2b.rectified(b2a.rectified(x, pass), pass),
                            b3b.rectified(Pool3d.maxSame(x, CUBE, Extent.ONE), pass)),
                    1);
        }
    }
}
