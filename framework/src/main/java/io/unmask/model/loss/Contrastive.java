package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.nn.Constant;

/**
 * Holds the features of one class around their mean and pushes the other class away, by cosine (M2TR's contrastive
 * loss, Wang et al. 2022). The paper gathers the real pictures; the published code ({@code M2TR/utils/loss.py}, ICCLoss,
 * never switched on) takes the mean of the fakes and has the sign the other way round. A class that a batch lacks
 * contributes nothing. Needs features (N, D) and whole labels.
 */
@JsonTypeName("contrastive")
@AutoService(Loss.class)
@Doc("Features of real pictures close to their mean, those of fakes far from it.")
public record Contrastive(
        @Doc("The loss of M2TR's paper, or the one of its code, which does the opposite to the fakes.")
        @Default("paper")
        Form form)
        implements Loss {
    /** Which of the two losses. */
    public enum Form {
        /** Mean cosine distance of reals to the mean of the reals, minus that of the fakes. */
        PAPER,
        /** Mean cosine similarity of fakes to the mean of the fakes, minus that of the reals. */
        ICC
    }

    private static final double EPS = 1e-6;
    private static final String READER = "loss contrastive";

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        return of(prediction.require(Prediction.FEATURES, READER), targets.requireHard(READER));
    }

    /**
     * The loss of features (N, D).
     *
     * @param fake (N), 1 for fakes and 0 for reals
     * @return a scalar
     */
    public NDArray of(NDArray features, NDArray fake) {
        NDArray isFake = fake.reshape(-1, 1);
        NDArray isReal = isFake.neg().add(1);
        NDArray centred = form == Form.PAPER ? isReal : isFake;
        NDArray centre = mean(features, centred, 0);
        NDArray cosines = Similarity.cosine(features, centre, EPS);
        NDArray ofFakes = mean(cosines, isFake, 0);
        NDArray ofReals = mean(cosines, isReal, 0);
        NDArray loss = ofFakes.sub(ofReals).sum();
        if (form == Form.ICC) {
            return loss;
        }
        // Distances 1 − cosine: the ones cancel, unless a class is missing and so its distance is left out.
        return loss.add(present(isReal)).sub(present(isFake));
    }

    /** 1 where a class has members, else 0. */
    private static NDArray present(NDArray members) {
        return members.max();
    }

    /** Mean of the rows whose member is 1; zero where there is none. */
    private static NDArray mean(NDArray rows, NDArray members, int axis) {
        return rows.mul(members).sum(new int[] {axis}, true).div(members.sum().maximum(Constant.of(1)));
    }
}
