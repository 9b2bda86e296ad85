package io.unmask.model.multiattention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameter;
import java.util.List;

/**
 * Region independence loss (Zhao et al., CVPR 2021, section 3.3): features pooled by one attention map stay near a
 * centre that moves with them, and the centres of different maps stay apart.
 */
public record RegionIndependence(
        @Doc("Whose form: v2 and v1 (multiple-attention), deepfakebench, paper, or off.") @Default("v2")
        Form form,

        @Doc("Weight in the sum of losses.") @Default("0.5") double weight,

        @Doc("Share of the way to the new features that centres move in a step of the first epoch.") @Default("0.05")
        double alpha,

        @Doc("By what that share is multiplied after every epoch.") @Default("0.9")
        double alphaDecay,

        @Doc("Distance below which two centres push each other away.") @Default("0.2")
        double centreMargin,

        @Doc("Distances from the centre, of real and of fake, within which features are free. In v2 and deepfakebench a"
                + " negative one, -k, pushes away what is nearer than k.")
        @Default("[0.05, 0.1]")
        List<Double> featureMargins) {
    /** Whose form of the loss. */
    public enum Form {
        /**
         * {@code Auxiliary_Loss_v2} of {@code models/MAT.py}: one distance a picture, over all maps; only reals move
         * the centres; the part between centres is divided by maps · alpha.
         */
        V2,
        /** {@code Auxiliary_Loss_v1}: a distance for each map; all pictures move the centres; no division. */
        V1,
        /** DeepfakeBench {@code region_independent_loss.py}: no gradient through the centres, which always move. */
        DEEPFAKEBENCH,
        /** The paper's equations: squared distances and sums. */
        PAPER,
        /** None. */
        OFF
    }

    /** Guards the settings. */
    public RegionIndependence {
        Check.that(weight >= 0, "weight", weight, "must be at least 0");
        Check.that(alpha > 0 && alpha <= 1, "alpha", alpha, "must be above 0, at most 1");
        Check.that(alphaDecay > 0 && alphaDecay <= 1, "alphaDecay", alphaDecay, "must be above 0, at most 1");
        Check.that(centreMargin >= 0, "centreMargin", centreMargin, "must be at least 0");
        featureMargins = List.copyOf(featureMargins);
        Check.that(featureMargins.size() == 2, "featureMargins", featureMargins, "must be two numbers, real first");
    }

    /** How far centres move in an epoch; computed, not carried along, so that a resumed training has the same. */
    public double alphaIn(int epoch) {
        return alpha * Math.pow(alphaDecay, Math.max(0, epoch - 1));
    }

    /** The centres, without values. */
    public Network build(int heads, int features) {
        return new Network(this, heads, features);
    }

    /** The centres: tensors {@code feature_centers} (M, C), {@code alpha} and {@code inner_margin} (2). */
    public static final class Network extends Net {
        private final RegionIndependence settings;
        private final int heads;
        private final Parameter centres;
        private final Parameter lastAlpha;
        private final Parameter margins;

        private Network(RegionIndependence settings, int heads, int features) {
            this.settings = settings;
            this.heads = heads;
            centres = buffer("feature_centers", Init.constant(0), heads, features);
            lastAlpha = buffer("alpha", Init.constant(settings.alpha));
            List<Double> given = settings.featureMargins;
            margins = buffer(
                    "inner_margin",
                    Init.of(new float[] {given.get(0).floatValue(), given.get(1).floatValue()}),
                    given.size());
        }

        /**
         * The loss of a batch.
         *
         * @param features (N, M, C): what each map pooled
         * @param fake (N), 0 real or 1 fake
         * @param alpha how far centres move
         * @param moves whether they move for good; the loss is that of moved centres in any case
         * @return a scalar
         */
        public NDArray loss(NDArray features, NDArray fake, double alpha, boolean moves) {
            NDManager manager = features.getManager();
            NDArray old = centres.on(manager);
            NDArray steps = features.sub(old);
            boolean realOnly = settings.form == Form.V2;
            NDArray counted = realOnly ? steps.mul(fake.neg().add(1).reshape(-1, 1, 1)) : steps;
            NDArray moved = old.add(counted.mean(new int[] {0}).mul(Constant.of(alpha)));
            if (moves || settings.form == Form.DEEPFAKEBENCH) {
                centres.array().set(new NDIndex(":"), moved.stopGradient());
                lastAlpha.array().muli(0).addi(alpha);
            }
            NDArray fixed = settings.form == Form.DEEPFAKEBENCH ? moved.stopGradient() : moved;
            boolean rescaled = settings.form == Form.V2 || settings.form == Form.DEEPFAKEBENCH;
            return within(features.sub(fixed), fake).add(between(fixed, rescaled ? 1 / (heads * alpha) : 1));
        }

        /** How far features leave their margins. */
        private NDArray within(NDArray differences, NDArray fake) {
            NDArray both = margins.on(fake.getManager());
            NDArray margin = fake.mul(both.get("1")).add(fake.neg().add(1).mul(both.get("0")));
            long pictures = differences.getShape().get(0);
            return switch (settings.form) {
                case V2 -> {
                    NDArray distance = differences.reshape(pictures, -1).norm(new int[] {1});
                    yield Activation.relu(distance.mul(margin.sign()).sub(margin))
                            .mean();
                }
                case PAPER -> {
                    NDArray squares = differences.square().sum(new int[] {2});
                    yield Activation.relu(squares.sub(margin.reshape(pictures, 1)))
                            .sum();
                }
                default -> {
                    NDArray distance = differences.norm(new int[] {2});
                    yield Activation.relu(distance.sub(margin.reshape(pictures, 1)))
                            .mean();
                }
            };
        }

        /** How much nearer than their margin centres are to each other, over all pairs, times a factor. */
        private NDArray between(NDArray fixed, double factor) {
            NDArray differences = fixed.reshape(heads, 1, -1).sub(fixed.reshape(1, heads, -1));
            NDArray distances = settings.form == Form.PAPER
                    ? differences.square().sum(new int[] {2})
                    : differences.norm(new int[] {2});
            NDArray tooNear = Activation.relu(distances.neg().add(settings.centreMargin));
            return tooNear.mul(pairs(fixed)).mul(Constant.of(factor)).sum();
        }

        /** 1 above the diagonal: each pair once. */
        private NDArray pairs(NDArray like) {
            double[] once = new double[heads * heads];
            for (int row = 0; row < heads; row++) {
                for (int column = row + 1; column < heads; column++) {
                    once[row * heads + column] = 1;
                }
            }
            return like.getManager()
                    .create(once, new Shape(heads, heads))
                    .toDevice(like.getDevice(), false)
                    .toType(like.getDataType(), false);
        }
    }
}
