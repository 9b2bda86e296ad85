package io.unmask.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * ROC and precision-recall curve of one set of scores at fixed places, small enough to keep for every trial
 * and to average over seeds.
 *
 * @param tpr true positive rate at each false positive rate of {@link #grid}
 * @param precision precision at each recall of {@link #grid}
 */
public record Curves(double[] tpr, double[] precision) {
    private static final int STEPS = 250;

    /** The places: 0, 0.004, …, 1. */
    public static double[] grid() {
        double[] grid = new double[STEPS + 1];
        Arrays.setAll(grid, i -> (double) i / STEPS);
        return grid;
    }

    /** Of scores that an evaluation accepts at this level. */
    public static Curves of(Scores scores, Level level, Aggregate aggregate) {
        Tally tally = Rows.of(scores, level, aggregate).sample().tally();
        RocCurve roc = RocCurve.full(tally);
        PrecisionRecallCurve pr = PrecisionRecallCurve.of(tally);
        double[] grid = grid();
        return new Curves(
                Arrays.stream(grid).map(roc::tprAt).toArray(),
                // At recall 0 the curve would show the precision of nothing; its first fake is what is meant.
                Arrays.stream(grid)
                        .map(recall -> pr.precisionAt(Math.max(recall, 1.0 / tally.fakes())))
                        .toArray());
    }

    /** The mean over seeds, place by place. */
    public static Curves mean(List<Curves> seeds) {
        double[] tpr = new double[STEPS + 1];
        double[] precision = new double[STEPS + 1];
        for (Curves curves : seeds) {
            for (int i = 0; i <= STEPS; i++) {
                tpr[i] += curves.tpr[i] / seeds.size();
                precision[i] += curves.precision[i] / seeds.size();
            }
        }
        return new Curves(tpr, precision);
    }
}
