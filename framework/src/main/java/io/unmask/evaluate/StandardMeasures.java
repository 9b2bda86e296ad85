package io.unmask.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The measures that every evaluation reports, by the column name they have in every table. */
public final class StandardMeasures {
    /** Area under the ROC curve. */
    public static final String AUC = "auc";
    /** Accuracy at 0.5. */
    public static final String ACC = "acc";
    /** Accuracy at the threshold that was chosen on validation scores. */
    public static final String ACC_AT_VALIDATION = "acc_val_threshold";
    /** Bins of the calibration error. */
    public static final int CALIBRATION_BINS = 15;

    private StandardMeasures() {}

    /**
     * The measures in the order of tables.
     *
     * @param validationThreshold from {@link DecisionThreshold}; null leaves out what needs it
     */
    public static Map<String, Measure> at(@Nullable Double validationThreshold) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        measures.put(ACC, decided(DecisionThreshold.DEFAULT, Confusion::accuracy));
        measures.put(AUC, Ranking::auc);
        measures.put("balanced_acc", decided(DecisionThreshold.DEFAULT, Confusion::balancedAccuracy));
        if (validationThreshold != null) {
            measures.put(ACC_AT_VALIDATION, decided(validationThreshold, Confusion::accuracy));
            measures.put("balanced_acc_val_threshold", decided(validationThreshold, Confusion::balancedAccuracy));
        }
        measures.put("ap", Ranking::averagePrecision);
        measures.put("eer", Ranking::equalErrorRate);
        measures.put("tpr_at_fpr_0.01", tally -> Ranking.tprAtFpr(tally, 0.01));
        measures.put("tpr_at_fpr_0.001", tally -> Ranking.tprAtFpr(tally, 0.001));
        measures.put("partial_auc_max_fpr_0.1", tally -> Ranking.partialAuc(tally, 0.1));
        measures.put("log_loss", Calibration::logLoss);
        measures.put("brier", Calibration::brier);
        measures.put("calibration_error", tally -> Calibration.error(tally, CALIBRATION_BINS));
        measures.put("precision", decided(DecisionThreshold.DEFAULT, Confusion::precision));
        measures.put("recall", decided(DecisionThreshold.DEFAULT, Confusion::recall));
        measures.put("f1", decided(DecisionThreshold.DEFAULT, Confusion::f1));
        measures.put("mcc", decided(DecisionThreshold.DEFAULT, Confusion::matthews));
        return measures;
    }

    private static Measure decided(double threshold, java.util.function.ToDoubleFunction<Confusion> number) {
        return tally -> number.applyAsDouble(Confusion.above(tally, threshold));
    }
}
