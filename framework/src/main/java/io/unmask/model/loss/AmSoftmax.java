package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.nn.Constant;

/**
 * Softmax with a margin on the angle between features and classes (Wang et al. 2018; Deng et al. 2019 for the
 * {@code arc} form), with the factors of Locate-and-Verify and DeepfakeBench ({@code loss/am_softmax.py}). The score
 * of the true class is made worse by the margin before all scores are multiplied by the scale and go through cross
 * entropy. Meant for cosines, which {@link io.unmask.model.nn.AngleLinear} gives; DeepfakeBench's SRM feeds it plain
 * logits. Takes whole labels only.
 */
@JsonTypeName("am_softmax")
@AutoService(Loss.class)
@Doc("Cross entropy with a margin: the true class must win by more than nothing.")
public record AmSoftmax(
        @Doc("What the margin is taken from: the cosine, or the angle itself.") @Default("cosine")
        Margin type,

        @Doc("The margin: of a cosine, or in radians.") @Default("0.5")
        double margin,

        @Doc("Factor on all scores before softmax.") @Default("30")
        double scale,

        @Doc("As in focal loss: how fast well recognised pictures lose weight; 0 for none.") @Default("0")
        double gamma,

        @Doc("Above 1, other classes that come close to the true one count this much more; 1 for none.") @Default("1")
        double supportVectors)
        implements Loss {
    /** What the margin is taken from. */
    public enum Margin {
        /** cos(θ) − m. */
        COSINE,
        /** cos(θ + m), ArcFace. */
        ARC
    }

    /** Keeps the slope of the sine finite where the angle is 0. */
    private static final double TINY = 1e-12;

    private static final int CLASSES = 1;

    /** Guards the settings. */
    public AmSoftmax {
        Check.that(margin >= 0 && margin < Math.PI, "margin", margin, "must be at least 0 and below pi");
        Check.that(scale > 0 && scale < Double.POSITIVE_INFINITY, "scale", scale, "must be a number above 0");
        Check.that(gamma >= 0 && gamma < Double.POSITIVE_INFINITY, "gamma", gamma, "must be 0 or a number above");
        Check.that(
                supportVectors >= 1 && supportVectors < Double.POSITIVE_INFINITY,
                "supportVectors",
                supportVectors,
                "must be 1 or a number above");
        Check.that(
                gamma == 0 || supportVectors == 1,
                "gamma",
                gamma,
                "must be 0 where support_vectors is above 1: the official loss has no form with both");
    }

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        targets.requireHard("loss am_softmax");
        return of(prediction.logits(), targets.labels());
    }

    /**
     * The loss of cosines (N, classes) against one-hot labels (N, classes).
     *
     * @return a scalar
     */
    public NDArray of(NDArray cosines, NDArray oneHot) {
        NDArray isTrue = oneHot.toType(DataType.BOOLEAN, false);
        NDArray hindered = type == Margin.COSINE ? cosines.sub(margin) : arc(cosines);
        NDArray scores =
                NDArrays.where(isTrue, hindered, supportVectors > 1 ? supported(cosines, hindered, oneHot) : cosines);
        NDArray entropy = scores.mul(Constant.of(scale))
                .logSoftmax(CLASSES)
                .mul(oneHot)
                .sum(new int[] {CLASSES})
                .neg();
        if (gamma == 0) {
            return entropy.mean();
        }
        NDArray missing = entropy.neg().exp().neg().add(1).clip(TINY, 1);
        return missing.pow(Constant.of(gamma)).mul(entropy).mean();
    }

    /** cos(θ + m); beyond θ = π − m, where that would rise again, a straight line. */
    private NDArray arc(NDArray cosines) {
        NDArray sines = cosines.mul(cosines).neg().add(1).clip(TINY, 1).sqrt();
        NDArray turned = cosines.mul(Constant.of(Math.cos(margin))).sub(sines.mul(Constant.of(Math.sin(margin))));
        NDArray line = cosines.sub(Math.sin(margin) * margin);
        return NDArrays.where(cosines.gt(Math.cos(Math.PI - margin)), turned, line);
    }

    /** Cosines, raised where one is above the hindered cosine of the true class. */
    private NDArray supported(NDArray cosines, NDArray hindered, NDArray oneHot) {
        NDArray trueScore = hindered.mul(oneHot).sum(new int[] {CLASSES}, true);
        NDArray raised = cosines.mul(Constant.of(supportVectors)).add(supportVectors - 1);
        return NDArrays.where(cosines.gt(trueScore), raised, cosines);
    }
}
