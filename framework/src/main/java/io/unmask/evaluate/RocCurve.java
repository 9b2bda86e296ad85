package io.unmask.evaluate;

import java.util.Arrays;

/**
 * A ROC curve from (0, 0) to (1, 1), by falling threshold.
 *
 * @param fpr false positive rates
 * @param tpr true positive rates
 * @param thresholds a point calls fake what scores its threshold or more; the first, which calls nothing
 *     fake, is the highest score plus 1
 */
public record RocCurve(double[] fpr, double[] tpr, double[] thresholds) {
    /** With a point for every distinct score. */
    public static RocCurve full(Tally tally) {
        int[] all = new int[tally.size()];
        Arrays.setAll(all, i -> i);
        return of(tally, all);
    }

    /**
     * Without the inner points of straight runs of equal steps: the same line in fewer points, and exactly
     * the points of scikit-learn's {@code drop_intermediate=True}.
     */
    public static RocCurve reduced(Tally tally) {
        int[] kept = new int[tally.size()];
        int count = 0;
        for (int i = 0; i < tally.size(); i++) {
            boolean inner = i > 0
                    && i < tally.size() - 1
                    && tally.fakesAt(i) == tally.fakesAt(i + 1)
                    && tally.realsAt(i) == tally.realsAt(i + 1);
            if (!inner) {
                kept[count++] = i;
            }
        }
        return of(tally, Arrays.copyOf(kept, count));
    }

    private static RocCurve of(Tally tally, int[] points) {
        double[] fpr = new double[points.length + 1];
        double[] tpr = new double[points.length + 1];
        double[] thresholds = new double[points.length + 1];
        thresholds[0] = tally.size() == 0 ? Double.NaN : tally.threshold(0) + 1;
        for (int i = 0; i < points.length; i++) {
            fpr[i + 1] = tally.falsePositiveRate(points[i]);
            tpr[i + 1] = tally.truePositiveRate(points[i]);
            thresholds[i + 1] = tally.threshold(points[i]);
        }
        return new RocCurve(fpr, tpr, thresholds);
    }

    /**
     * The point at which false positive and false negative rate are nearest, the first of equals. On the
     * {@link #reduced} curve its false positive rate is what SCLBD/DeepfakeBench
     * (training/metrics/utils.py) calls EER; for a constant score that is 0, so it serves comparison only.
     */
    public int nearestToEqualError() {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < fpr.length; i++) {
            double distance = Math.abs(1 - tpr[i] - fpr[i]);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    /** The true positive rate at a false positive rate from 0 on, points joined by lines, the highest where it jumps. */
    public double tprAt(double rate) {
        int right = 0;
        int end = fpr.length;
        while (right < end) {
            int middle = (right + end) >>> 1;
            if (fpr[middle] <= rate) {
                right = middle + 1;
            } else {
                end = middle;
            }
        }
        if (right == fpr.length) {
            return tpr[right - 1];
        }
        double share = (rate - fpr[right - 1]) / (fpr[right] - fpr[right - 1]);
        return tpr[right - 1] + share * (tpr[right] - tpr[right - 1]);
    }
}
