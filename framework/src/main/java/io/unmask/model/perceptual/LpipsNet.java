package io.unmask.model.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * The learned perceptual distance of Zhang et al. (CVPR 2018, equation 1) with AlexNet: features after each of the five ReLUs,
 * each scaled to length 1 over its channels; squared differences, weighted a channel at a time, summed over channels, averaged
 * over places, summed over the five. The convolutions have the names of torchvision's AlexNet ({@code features.0} …), the weights
 * of the channels those of the published files ({@code lin0.model.1.weight} …, richzhang/PerceptualSimilarity, version 0.1).
 */
public final class LpipsNet extends Net {
    /** The mean and deviation of the published scaling layer, for values -1..1. */
    private static final float[] SHIFT = {-0.030f, -0.088f, -0.188f};

    private static final float[] SCALE = {0.458f, 0.448f, 0.450f};
    private static final double EPS = 1e-10;
    private static final int SMALLEST_SIDE = 31;

    private final List<Conv2d> convolutions = new ArrayList<>();
    private final List<Parameter> channels = new ArrayList<>();

    /** A network without weights. */
    public LpipsNet() {
        convolutions.add(
                child("features.0", Conv2d.of(3, 64, 11).stride(4).padding(2).build()));
        convolutions.add(child("features.3", Conv2d.of(64, 192, 5).padding(2).build()));
        convolutions.add(child("features.6", Conv2d.of(192, 384, 3).padding(1).build()));
        convolutions.add(child("features.8", Conv2d.of(384, 256, 3).padding(1).build()));
        convolutions.add(child("features.10", Conv2d.of(256, 256, 3).padding(1).build()));
        int[] sizes = {64, 192, 384, 256, 256};
        for (int i = 0; i < sizes.length; i++) {
            channels.add(trained("lin" + i + ".model.1.weight", Init.constant(1.0 / sizes[i]), 1, sizes[i], 1, 1));
        }
    }

    /**
     * Distances of pictures.
     *
     * @param first (N, 3, H, W), 0..1; sides of 31 and more
     * @param second as large
     * @return (N), 0 for equal pictures
     */
    public NDArray distance(NDArray first, NDArray second) {
        Shape shape = first.getShape();
        if (!shape.equals(second.getShape()) || Math.min(shape.get(2), shape.get(3)) < SMALLEST_SIDE) {
            throw new IllegalArgumentException("pictures " + shape + " and " + second.getShape());
        }
        List<NDArray> ofFirst = features(first);
        List<NDArray> ofSecond = features(second);
        NDArray total = null;
        for (int i = 0; i < ofFirst.size(); i++) {
            NDArray gap = unit(ofFirst.get(i)).sub(unit(ofSecond.get(i)));
            NDArray weighted = gap.mul(gap).mul(channels.get(i).array()).sum(new int[] {1});
            NDArray mean = weighted.flatten(1, 2).mean(new int[] {1});
            total = total == null ? mean : total.add(mean);
        }
        if (total == null) {
            throw new IllegalStateException("no features");
        }
        return total;
    }

    private List<NDArray> features(NDArray images) {
        NDArray shift = images.getManager().create(SHIFT, new Shape(1, 3, 1, 1));
        NDArray scale = images.getManager().create(SCALE, new Shape(1, 3, 1, 1));
        NDArray x = images.mul(Constant.of(2f)).sub(1f).sub(shift).div(scale);
        List<NDArray> features = new ArrayList<>();
        for (int i = 0; i < convolutions.size(); i++) {
            // AlexNet pools before its second and its third convolution.
            NDArray pooled = i == 1 || i == 2 ? Pool.max(x, 3, 2, 0) : x;
            x = Activation.relu(convolutions.get(i).forward(pooled, Pass.evaluation()));
            features.add(x);
        }
        return features;
    }

    private static NDArray unit(NDArray features) {
        NDArray length = features.mul(features).sum(new int[] {1}, true).sqrt().add((float) EPS);
        return features.div(length);
    }
}
