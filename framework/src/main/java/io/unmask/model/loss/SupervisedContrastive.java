package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.nn.Constant;

/**
 * Supervised contrastive loss (Khosla et al. 2020), as DeepfakeBench's {@code loss/supercontrast_loss.py}: each
 * picture's features should pick those of its own class out of the batch by softmax over their products. Needs
 * features, (N, D) or (N, views, D), and whole labels. A picture without partner contributes nothing.
 */
@JsonTypeName("supcon")
@AutoService(Loss.class)
@Doc("Supervised contrastive loss: features should be closer to those of their own class than to others.")
public record SupervisedContrastive(
        @Doc("Divides the products before softmax.") @Default("0.07")
        double temperature,

        @Doc("The loss is multiplied by temperature over this.") @Default("0.07")
        double baseTemperature,

        @Doc("Which views of a sample search for their class.") @Default("all")
        Anchors anchors,

        @Doc("Whether classes are partners; if not, only the views of one sample are, as in SimCLR.") @Default("true")
        boolean supervised,

        @Doc("Whether features are brought to length 1 first; the official loss expects that its caller does so.")
        @Default("true")
        boolean normalise)
        implements Loss {
    /** Which views search. */
    public enum Anchors {
        /** Every view. */
        ALL,
        /** The first view of each sample. */
        ONE
    }

    private static final String READER = "loss supcon";
    private static final int ROW = 1;
    /** Masks what must not count in a softmax. */
    private static final double NEVER = -1e30;

    /** Guards the settings. */
    public SupervisedContrastive {
        Check.that(
                temperature > 0 && temperature < Double.POSITIVE_INFINITY,
                "temperature",
                temperature,
                "must be a number above 0");
        Check.that(
                baseTemperature > 0 && baseTemperature < Double.POSITIVE_INFINITY,
                "baseTemperature",
                baseTemperature,
                "must be a number above 0");
    }

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        NDArray features = prediction.require(Prediction.FEATURES, READER);
        NDArray views = features.getShape().dimension() == 2 ? features.expandDims(1) : features;
        if (!supervised && views.getShape().get(1) < 2) {
            throw new BadInputException(READER + ": supervised: false needs two views or more of each sample, found"
                    + " features " + features.getShape());
        }
        return of(
                views,
                supervised ? targets.requireHard(READER) : targets.labels().get(":, 1"));
    }

    /**
     * The loss of features (N, views, D).
     *
     * @param classes (N), any numbers; not read unless supervised
     * @return a scalar
     */
    public NDArray of(NDArray features, NDArray classes) {
        long samples = features.getShape().get(0);
        long views = features.getShape().get(1);
        NDArray rows = features.swapAxes(0, 1).reshape(samples * views, -1);
        NDArray all = normalise ? Similarity.unit(rows) : rows;
        long anchorViews = anchors == Anchors.ONE ? 1 : views;
        NDArray anchored = all.get("0:" + anchorViews * samples);
        NDArray products = anchored.matMul(all.transpose()).div(Constant.of(temperature));
        NDArray itself = identity(features, anchorViews * samples, views * samples);
        NDArray logProbabilities = products.add(itself.mul(Constant.of(NEVER))).logSoftmax(ROW);
        NDArray partners = partners(features, classes)
                .tile(new long[] {anchorViews, views})
                .mul(itself.neg().add(1));
        NDArray perAnchor = logProbabilities
                .mul(partners)
                .sum(new int[] {ROW})
                .div(partners.sum(new int[] {ROW}).maximum(Constant.of(1)));
        return perAnchor.mul(Constant.of(-temperature / baseTemperature)).mean();
    }

    /** (N, N), 1 where two samples are partners. */
    private NDArray partners(NDArray features, NDArray classes) {
        long samples = features.getShape().get(0);
        return supervised
                ? classes.reshape(samples, 1).eq(classes.reshape(1, samples)).toType(features.getDataType(), false)
                : identity(features, samples, samples);
    }

    private static NDArray identity(NDArray like, long rows, long columns) {
        NDManager manager = like.getManager();
        DataType type = like.getDataType();
        return manager.eye(Math.toIntExact(rows), Math.toIntExact(columns), 0, type)
                .toDevice(like.getDevice(), false);
    }
}
