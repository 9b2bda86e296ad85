package io.unmask.experiments.conform;

import io.unmask.evaluate.Calibration;
import io.unmask.evaluate.Confusion;
import io.unmask.evaluate.DecisionThreshold;
import io.unmask.evaluate.PrecisionRecallCurve;
import io.unmask.evaluate.Ranking;
import io.unmask.evaluate.RocCurve;
import io.unmask.evaluate.Tally;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics under the names that fixtures give them. */
final class MetricByName {
    private static final Pattern WITH_LEVEL = Pattern.compile("(.*)_([0-9.eE+-]+)");

    private MetricByName() {}

    /** The values of a metric, row-major; empty if there is none of that name. */
    static double[] of(Tally tally, String name) {
        Matcher level = WITH_LEVEL.matcher(name);
        return level.matches()
                ? atLevel(tally, level.group(1), Double.parseDouble(level.group(2)))
                : name.contains(".") ? curve(tally, name) : scalar(tally, name);
    }

    private static double[] atLevel(Tally tally, String name, double level) {
        return switch (name) {
            case "partial_auc_max_fpr" -> values(Ranking.partialAuc(tally, level));
            case "tpr_at_fpr" -> values(Ranking.tprAtFpr(tally, level));
            case "acc_gt" -> values(Confusion.above(tally, level).accuracy());
            case "acc_ge" -> values(Confusion.atLeast(tally, level).accuracy());
            default -> values();
        };
    }

    private static double[] curve(Tally tally, String name) {
        return switch (name) {
            case "roc.fpr" -> RocCurve.reduced(tally).fpr();
            case "roc.tpr" -> RocCurve.reduced(tally).tpr();
            case "roc.thresholds" -> RocCurve.reduced(tally).thresholds();
            case "roc_full.fpr" -> RocCurve.full(tally).fpr();
            case "roc_full.tpr" -> RocCurve.full(tally).tpr();
            case "roc_full.thresholds" -> RocCurve.full(tally).thresholds();
            case "pr.precision" -> PrecisionRecallCurve.of(tally).precision();
            case "pr.recall" -> PrecisionRecallCurve.of(tally).recall();
            case "pr.thresholds" -> PrecisionRecallCurve.of(tally).thresholds();
            default -> values();
        };
    }

    private static double[] scalar(Tally tally, String name) {
        RocCurve roc = RocCurve.reduced(tally);
        int equal = roc.nearestToEqualError();
        Confusion decided = Confusion.above(tally, DecisionThreshold.DEFAULT);
        return switch (name) {
            case "auc" -> values(Ranking.auc(tally));
            case "ap" -> values(Ranking.averagePrecision(tally));
            case "eer" -> values(roc.fpr()[equal]);
            case "eer_index" -> values(equal);
            case "eer_threshold" -> values(roc.thresholds()[equal]);
            case "eer_interpolated" -> values(Ranking.equalErrorRate(tally));
            case "acc" -> values(decided.accuracy());
            case "balanced_acc" -> values(decided.balancedAccuracy());
            case "precision" -> values(decided.precision());
            case "recall" -> values(decided.recall());
            case "f1" -> values(decided.f1());
            case "mcc" -> values(decided.matthews());
            case "confusion" -> counts(decided);
            case "logloss" -> values(Calibration.logLoss(tally));
            case "brier" -> values(Calibration.brier(tally));
            default -> values();
        };
    }

    private static double[] counts(Confusion decided) {
        long[] counts = {
            decided.trueNegatives(), decided.falsePositives(), decided.falseNegatives(), decided.truePositives()
        };
        return Arrays.stream(counts).asDoubleStream().toArray();
    }

    private static double[] values(double... values) {
        return values;
    }
}
