package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.nn.Constant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binary cross entropy of each score by itself, averaged over batch and classes: every class is a question of its
 * own, answered by a sigmoid, where {@link CrossEntropy} lets the classes compete. Soft labels are taken as they are.
 */
@JsonTypeName("binary_cross_entropy")
@AutoService(Loss.class)
@Doc("Binary cross entropy of each class by itself, through a sigmoid.")
public record BinaryCrossEntropy(
        @Doc("A factor for each class, real first: [2, 0.5]; 1 when left out. The mean is not divided by them.")
        @Nullable
        List<Double> classWeights,

        @Doc("Factor on the part of each score whose label is 1, PyTorch's pos_weight.") @Default("1")
        double positiveWeight,

        @Doc("Whether the network's scores are probabilities already, so that no sigmoid is applied.") @Default("false")
        boolean probabilities)
        implements Loss {
    /** The logarithm of a probability counts as -100 at least, as in PyTorch. */
    private static final double SMALLEST_PROBABILITY = Math.exp(-100);

    /** Guards the settings. */
    public BinaryCrossEntropy {
        Check.that(
                positiveWeight > 0 && positiveWeight < Double.POSITIVE_INFINITY,
                "positiveWeight",
                positiveWeight,
                "must be a number above 0");
        if (classWeights != null) {
            classWeights = List.copyOf(classWeights);
            Check.that(
                    !classWeights.isEmpty()
                            && classWeights.stream().allMatch(w -> w > 0 && w < Double.POSITIVE_INFINITY),
                    "classWeights",
                    classWeights,
                    "must be numbers above 0");
        }
    }

    /** Without weights. */
    public static BinaryCrossEntropy plain(boolean probabilities) {
        return new BinaryCrossEntropy(null, 1, probabilities);
    }

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        return of(prediction.logits(), targets.labels());
    }

    /**
     * The mean over all elements.
     *
     * @param scores any shape; classes last where there are class weights
     * @param labels of the same shape, 0..1
     * @return a scalar
     */
    public NDArray of(NDArray scores, NDArray labels) {
        return elements(scores, labels).mean();
    }

    /** The same before the mean, in the shape of the scores. */
    public NDArray elements(NDArray scores, NDArray labels) {
        NDArray ifPositive = probabilities ? log(inRange(scores)).neg() : softPlus(scores.neg());
        NDArray ifNegative = probabilities ? log(scores.neg().add(1)).neg() : softPlus(scores);
        NDArray loss = ifPositive
                .mul(labels)
                .mul(Constant.of(positiveWeight))
                .add(ifNegative.mul(labels.neg().add(1)));
        return classWeights == null ? loss : loss.mul(weights(classWeights, scores));
    }

    private static NDArray softPlus(NDArray x) {
        return ai.djl.nn.Activation.softPlus(x);
    }

    private static NDArray log(NDArray probability) {
        return probability.clip(SMALLEST_PROBABILITY, 1).log();
    }

    private static NDArray inRange(NDArray scores) {
        boolean outside = scores.lt(0).logicalOr(scores.gt(1)).any().getBoolean();
        if (outside) {
            throw new BadInputException("loss with probabilities: true: expected scores from 0 to 1, found others;"
                    + " the network gives logits, so set probabilities: false");
        }
        return scores;
    }

    private static NDArray weights(List<Double> given, NDArray scores) {
        long classes = scores.getShape().get(scores.getShape().dimension() - 1);
        if (given.size() != classes) {
            throw new BadInputException("loss binary_cross_entropy: class_weights: expected one for each of the "
                    + classes + " classes, found " + given);
        }
        double[] values = given.stream().mapToDouble(Double::doubleValue).toArray();
        return scores.getManager()
                .create(values, new Shape(classes))
                .toDevice(scores.getDevice(), false)
                .toType(scores.getDataType(), false);
    }
}
