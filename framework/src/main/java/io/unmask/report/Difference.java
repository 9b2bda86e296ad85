package io.unmask.report;

import io.unmask.data.Compression;
import io.unmask.evaluate.Estimate;
import io.unmask.evaluate.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A paired difference of two cells.
 *
 * @param within what both share: a variant, or a compression level
 * @param what the two sides: "RAW − LQ", "no cmce − full"
 * @param acc difference of accuracies at 0.5
 * @param auc difference of AUCs
 */
record Difference(String within, String what, Estimate acc, Estimate auc) {
    /** First compression levels within each variant, then variants less the baseline within each level. */
    static List<Difference> all(SetEvaluation evaluation, Level level, @Nullable String baseline) {
        List<Difference> differences = new ArrayList<>();
        List<Compression> compressions = evaluation.compressions();
        for (String variant : evaluation.variants()) {
            for (int a = 0; a < compressions.size(); a++) {
                for (int b = a + 1; b < compressions.size(); b++) {
                    add(
                            differences,
                            variant,
                            compressions.get(a) + " − " + compressions.get(b),
                            evaluation.cell(variant, compressions.get(a), level),
                            evaluation.cell(variant, compressions.get(b), level));
                }
            }
        }
        if (baseline != null) {
            addVariants(differences, evaluation, level, baseline);
        }
        return differences;
    }

    private static void addVariants(
            List<Difference> differences, SetEvaluation evaluation, Level level, String baseline) {
        for (Compression compression : evaluation.compressions()) {
            for (String variant : evaluation.variants()) {
                if (!variant.equals(baseline)) {
                    add(
                            differences,
                            compression.name(),
                            variant + " − " + baseline,
                            evaluation.cell(variant, compression, level),
                            evaluation.cell(baseline, compression, level));
                }
            }
        }
    }

    private static void add(
            List<Difference> differences, String within, String what, @Nullable Cell left, @Nullable Cell right) {
        if (left == null || right == null) {
            return;
        }
        Estimate leftAcc = left.mean(MetricTitle.ACC.column());
        Estimate rightAcc = right.mean(MetricTitle.ACC.column());
        Estimate leftAuc = left.mean(MetricTitle.AUC.column());
        Estimate rightAuc = right.mean(MetricTitle.AUC.column());
        if (leftAcc != null && rightAcc != null && leftAuc != null && rightAuc != null) {
            differences.add(new Difference(within, what, leftAcc.minus(rightAcc), leftAuc.minus(rightAuc)));
        }
    }
}
