package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.nn.Constant;

/**
 * Focal loss (Lin et al. 2017) in the form of PyDeepFakeDet and M2TR ({@code utils/loss.py}): with b the binary cross
 * entropy of one score, alpha · (1 − exp(−b))^gamma · b, averaged over batch and both classes. Alpha is one factor for
 * both classes. Soft labels are taken as they are.
 */
@JsonTypeName("focal")
@AutoService(Loss.class)
@Doc("Focal loss: binary cross entropy that counts scores less the better they are already.")
public record Focal(
        @Doc("Factor on the loss, the same for both classes.") @Default("1")
        double alpha,

        @Doc("How fast good scores lose weight; 0 makes it binary cross entropy.") @Default("2")
        double gamma,

        @Doc("Whether the network's scores are probabilities already, so that no sigmoid is applied.") @Default("false")
        boolean probabilities)
        implements Loss {
    /** Keeps the slope of a power below 1 finite where a score is perfect. */
    private static final double TINY = 1e-30;

    /** Guards the settings. */
    public Focal {
        Check.that(alpha > 0 && alpha < Double.POSITIVE_INFINITY, "alpha", alpha, "must be a number above 0");
        Check.that(gamma >= 0 && gamma < Double.POSITIVE_INFINITY, "gamma", gamma, "must be 0 or a number above");
    }

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        return of(prediction.logits(), targets.labels());
    }

    /**
     * The mean over all elements.
     *
     * @param scores any shape, logits unless the setting says otherwise
     * @param labels of the same shape, 0..1
     * @return a scalar
     */
    public NDArray of(NDArray scores, NDArray labels) {
        return elements(scores, labels).mean();
    }

    /** The same before the mean, in the shape of the scores. */
    public NDArray elements(NDArray scores, NDArray labels) {
        NDArray entropy = BinaryCrossEntropy.plain(probabilities).elements(scores, labels);
        if (gamma == 0) {
            return entropy.mul(Constant.of(alpha));
        }
        NDArray missing = entropy.neg().exp().neg().add(1).clip(TINY, 1);
        return missing.pow(Constant.of(gamma)).mul(entropy).mul(Constant.of(alpha));
    }
}
