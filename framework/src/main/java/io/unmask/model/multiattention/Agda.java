package io.unmask.model.multiattention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Sample;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.SecondLook;
import io.unmask.model.detector.TrainingStep;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.AxisMap;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Pass;
import io.unmask.random.RandomStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention-guided data augmentation (Zhao et al., CVPR 2021, section 3.4; {@code AGDA.py} of yoctta/multiple-attention):
 * where one attention map of a picture looks, the picture is blurred or erased, so that the network learns to look
 * elsewhere too. For any detector that says where it looks, by attention maps or by the mask that it predicts; no gradient
 * passes through the change. {@code multi_attention} has it as a setting of its own, with the distance between regions; for
 * the others it is an entry of {@code augment}.
 */
@JsonTypeName("agda")
@AutoService(Augmentation.class)
@Doc(
        "AGDA: trains a second time on each batch, with pictures blurred or erased where the detector looks. multi_attention"
                + " has it as a setting of its own.")
public record Agda(
        @Doc(
                "How: soft (blurred where attention is high), hard (erased there), mix (either, by chance), pointwise (each"
                        + " pixel blurred by its own attention), or off.")
        @Default("soft")
        Mode mode,

        @Doc("Weight of the classification loss of the changed pictures.") @Default("1")
        double weight,

        @Doc("Weight of the distance between what the other maps of multi_attention pool of a picture before and after;"
                + " other detectors have no such distance.")
        @Default("0.1")
        double matchWeight,

        @Doc("Train on the changed pictures alone, as DeepfakeBench, without distance, instead of on both.")
        @Default("false")
        boolean replaces,

        @Doc("Pixels of the kernel of the blur, odd.") @Default("11")
        int kernel,

        @Doc("Standard deviation of the blur, in pixels of the reduced picture.") @Default("7")
        double sigma,

        @Doc("Distance between the taps of the pointwise blur.") @Default("2")
        int dilation,

        @Doc("Size of the reduced picture that soft blurs: 0.3 in the paper, 0.5 in multiple-attention.")
        @Default("0.3")
        double scale,

        @Doc("Standard deviation of the noise that soft adds to the reduced picture.") @Default("0.1")
        double noise,

        @Doc("Attention from which on a picture is changed is drawn from between these.") @Default("[0.4, 0.6]")
        List<Double> threshold,

        @Doc("Steepness of the border of the soft change is drawn from between these.") @Default("[3, 5]")
        List<Double> zoom)
        implements Augmentation, SecondLook {
    private static final double TINY = 1e-8;
    private static final double HALF = 0.5;

    /** What is done where attention is high. */
    public enum Mode {
        /** Blurred, at a lower resolution and with noise. */
        SOFT,
        /** Set to 0, which is grey in normalised pictures. */
        HARD,
        /** Soft or hard, one of them for a batch. */
        MIX,
        /** A Gaussian at each pixel, as wide as the attention there. */
        POINTWISE,
        /** Nothing. */
        OFF
    }

    /** Guards the settings. */
    public Agda {
        Check.that(weight >= 0, "weight", weight, "must be at least 0");
        Check.that(matchWeight >= 0, "matchWeight", matchWeight, "must be at least 0");
        Check.that(kernel > 0 && kernel % 2 == 1, "kernel", kernel, "must be an odd number above 0");
        Check.that(sigma > 0, "sigma", sigma, "must be above 0");
        Check.that(dilation > 0, "dilation", dilation, "must be above 0");
        Check.that(scale > 0 && scale <= 1, "scale", scale, "must be above 0, at most 1");
        Check.that(noise >= 0, "noise", noise, "must be at least 0");
        threshold = List.copyOf(threshold);
        zoom = List.copyOf(zoom);
        checkRange("threshold", threshold);
        checkRange("zoom", zoom);
        Check.that(zoom.get(0) > 0, "zoom", zoom, "must be above 0");
    }

    @Override
    public Sample apply(Sample sample, RandomStream random) {
        return sample;
    }

    @Override
    public boolean changesSamples() {
        return false;
    }

    /** The loss of the pictures and, weighed, that of the changed ones; or of the changed ones alone. */
    @Override
    public NDArray loss(DetectorNet net, Inputs inputs, Targets targets, TrainingStep step) {
        if (mode == Mode.OFF) {
            return net.trainingLoss(inputs, targets, step);
        }
        Prediction first = net.trainingPass(inputs);
        NDArray attention = first.requireAttention("augment: agda");
        NDArray changed = apply(inputs.images(), attention, draw(attention, step.random()), Pass.training());
        Prediction again = net.trainingPass(inputs.with(changed));
        NDArray second = net.loss(again, targets, step);
        return replaces ? second : net.loss(first, targets, step).add(second.mul(Constant.of((float) weight)));
    }

    private static void checkRange(String setting, List<Double> range) {
        Check.that(
                range.size() == 2 && range.get(0) <= range.get(1),
                setting,
                range,
                "must be two numbers, the smaller one first");
    }

    /**
     * What is left to chance.
     *
     * @param heads for each picture, the attention map that is used
     * @param mode soft, hard or pointwise
     * @param threshold attention from which on a picture is changed; without meaning for pointwise
     * @param zoom steepness of its border; for soft alone
     * @param noise (N, 3, reduced height, reduced width), standard normal; null to draw it from the engine's generator
     */
    public record Draws(
            int[] heads,
            Mode mode,
            double threshold,
            double zoom,
            @Nullable NDArray noise) {}

    /**
     * Draws for a batch: a map for each picture, the more likely the more it looks at.
     *
     * @param attention (N, M, h, w)
     */
    public Draws draw(NDArray attention, RandomStream random) {
        int maps = (int) attention.getShape().get(1);
        float[] probabilities = probabilities(attention.stopGradient())
                .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
                .toFloatArray();
        int[] heads = new int[(int) attention.getShape().get(0)];
        for (int picture = 0; picture < heads.length; picture++) {
            heads[picture] = category(probabilities, picture * maps, maps, random.nextDouble());
        }
        Mode chosen = mode != Mode.MIX ? mode : random.chance(HALF) ? Mode.HARD : Mode.SOFT;
        double drawnThreshold = random.uniform(threshold.get(0), threshold.get(1));
        return new Draws(heads, chosen, drawnThreshold, random.uniform(zoom.get(0), zoom.get(1)), null);
    }

    private static int category(float[] probabilities, int begin, int count, double point) {
        double sum = 0;
        for (int i = 0; i < count - 1; i++) {
            sum += probabilities[begin + i];
            if (point < sum) {
                return i;
            }
        }
        return count - 1;
    }

    /** How likely each map is to be used, (N, M): in proportion to the root of its sum plus 1. */
    static NDArray probabilities(NDArray attention) {
        long pictures = attention.getShape().get(0);
        long maps = attention.getShape().get(1);
        NDArray roots =
                attention.reshape(pictures, maps, -1).sum(new int[] {2}).add(1).sqrt();
        return roots.div(roots.sum(new int[] {1}, true));
    }

    /**
     * Changes pictures.
     *
     * @param images (N, 3, H, W), normalised so that 0 is grey
     * @param attention (N, M, h, w), at least 0
     * @param pass hears of the steps in between
     * @return (N, 3, H, W)
     */
    public NDArray apply(NDArray images, NDArray attention, Draws draws, Pass pass) {
        NDArray x = images.stopGradient();
        NDArray maps = attention.stopGradient();
        pass.tap("categorical_probs", probabilities(maps));
        NDArray selected = pass.tap("selected_attention", selected(maps, draws.heads, x.getShape()));
        return switch (draws.mode) {
            case SOFT -> soft(x, selected, draws, pass);
            case HARD -> x.mul(selected.lt(draws.threshold).toType(x.getDataType(), false));
            case POINTWISE -> new PointwiseBlur(kernel, dilation, sigma).apply(x, selected);
            case MIX, OFF -> x;
        };
    }

    /** The chosen map of each picture at its size, (N, 1, H, W), the largest value 1. */
    private static NDArray selected(NDArray maps, int[] heads, Shape size) {
        int count = (int) maps.getShape().get(1);
        NDArray chosen = maps.mul(oneHot(heads, count, maps).reshape(heads.length, count, 1, 1))
                .sum(new int[] {1}, true);
        NDArray large = AxisMap.bilinear(chosen, (int) size.get(2), (int) size.get(3), true);
        NDArray largest = large.reshape(heads.length, -1).max(new int[] {1}).reshape(heads.length, 1, 1, 1);
        return large.div(largest.add(TINY));
    }

    /** (N, M): 1 for the map of each picture. */
    static NDArray oneHot(int[] heads, int count, NDArray like) {
        double[] ones = new double[heads.length * count];
        for (int picture = 0; picture < heads.length; picture++) {
            ones[picture * count + heads[picture]] = 1;
        }
        return like.getManager()
                .create(ones, new Shape(heads.length, count))
                .toDevice(like.getDevice(), false)
                .toType(like.getDataType(), false);
    }

    NDArray soft(NDArray x, NDArray selected, Draws draws, Pass pass) {
        NDArray share = pass.tap("mod_func", share(selected, draws.threshold, draws.zoom));
        int height = (int) x.getShape().get(2);
        int width = (int) x.getShape().get(3);
        int rows = Math.max(1, (int) (height * scale));
        int columns = Math.max(1, (int) (width * scale));
        NDArray small = pass.tap("downscaled", AxisMap.bilinear(x, rows, columns, true));
        double[] taps = gaussian(kernel, sigma);
        NDArray blurred = pass.tap(
                "blurred", AxisMap.apply(small, AxisMap.filtered(rows, taps), AxisMap.filtered(columns, taps)));
        NDArray noisy =
                noise == 0 ? blurred : blurred.add(noise(blurred, draws.noise).mul(noise));
        NDArray back = AxisMap.bilinear(noisy, height, width, true);
        return x.mul(share.neg().add(1)).add(back.mul(share));
    }

    private static NDArray noise(NDArray like, @Nullable NDArray given) {
        if (given != null) {
            return given.stopGradient();
        }
        return like.getManager()
                .randomNormal(0, 1, like.getShape(), ai.djl.ndarray.types.DataType.FLOAT32)
                .toDevice(like.getDevice(), false)
                .toType(like.getDataType(), false);
    }

    /** How much of the change each pixel gets: 0 where attention is 0, nearly 1 where it is 1. */
    private static NDArray share(NDArray selected, double threshold, double zoom) {
        double lowest = 1 / (1 + Math.exp(threshold * zoom));
        return Activation.sigmoid(selected.sub(threshold).mul(zoom)).sub(lowest).div(1 - lowest);
    }

    /** Weights of a Gaussian, which sum to 1. */
    static double[] gaussian(int size, double sigma) {
        double[] taps = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double distance = i - (size - 1) / 2.0;
            taps[i] = Math.exp(-distance * distance / (2 * sigma * sigma));
            sum += taps[i];
        }
        for (int i = 0; i < size; i++) {
            taps[i] /= sum;
        }
        return taps;
    }
}
