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
 * Cross entropy of softmax scores: −Σ w·y·log p / Σ w·y over batch and classes. Without weights it is PyTorch's
 * for any labels. With weights it is PyTorch's for class indices, also with smoothing: the divisor is the sum of
 * the weights of the true classes, which soft labels share out in proportion.
 */
@JsonTypeName("cross_entropy")
@AutoService(Loss.class)
@Doc("Cross entropy of softmax scores.")
public record CrossEntropy(
        @Doc("Share of each label that is spread evenly over all classes, 0..1.") @Default("0")
        double labelSmoothing,

        @Doc("A weight for each class, real first: [2, 0.5]; equal when left out.") @Nullable
        List<Double> classWeights)
        implements Loss {
    /** Guards the settings. */
    public CrossEntropy {
        Check.that(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "labelSmoothing",
                labelSmoothing,
                "must be at least 0 and below 1");
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

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        return of(prediction.logits(), targets.labels());
    }

    /**
     * The loss of logits (N, classes) against class probabilities (N, classes).
     *
     * @return a scalar
     */
    public NDArray of(NDArray logits, NDArray labels) {
        NDArray logProbabilities = logits.logSoftmax(1);
        NDArray smoothed = labelSmoothing == 0
                ? labels
                : labels.mul(Constant.of(1 - labelSmoothing))
                        .add(labelSmoothing / logits.getShape().get(1));
        if (classWeights == null) {
            return logProbabilities
                    .mul(smoothed)
                    .sum()
                    .div(Constant.of(-logits.getShape().get(0)));
        }
        NDArray weights = weights(logits);
        NDArray total = labels.mul(weights).sum();
        return logProbabilities.mul(smoothed).mul(weights).sum().div(total).neg();
    }

    private NDArray weights(NDArray logits) {
        List<Double> given = classWeights == null ? List.of() : classWeights;
        long classes = logits.getShape().get(1);
        if (given.size() != classes) {
            throw new BadInputException("loss cross_entropy: class_weights: expected one for each of the " + classes
                    + " classes, found " + given);
        }
        double[] values = given.stream().mapToDouble(Double::doubleValue).toArray();
        return logits.getManager()
                .create(values, new Shape(1, classes))
                .toDevice(logits.getDevice(), false)
                .toType(logits.getDataType(), false);
    }
}
