package io.unmask.evaluate;

/**
 * Precision against recall, by rising threshold, ending in precision 1 at recall 0.
 *
 * @param precision share of fakes among what is called fake
 * @param recall share of the fakes called fake
 * @param thresholds one fewer than points: the last point calls nothing fake
 */
public record PrecisionRecallCurve(double[] precision, double[] recall, double[] thresholds) {
    /** With a point for every distinct score. */
    public static PrecisionRecallCurve of(Tally tally) {
        int size = tally.size();
        double[] precision = new double[size + 1];
        double[] recall = new double[size + 1];
        double[] thresholds = new double[size];
        for (int i = 0; i < size; i++) {
            int point = size - 1 - i;
            thresholds[point] = tally.threshold(i);
            precision[point] = (double) tally.fakesAtLeast(i) / (tally.fakesAtLeast(i) + tally.realsAtLeast(i));
            recall[point] = tally.truePositiveRate(i);
        }
        precision[size] = 1;
        return new PrecisionRecallCurve(precision, recall, thresholds);
    }

    /** The precision at the highest threshold that finds at least this share of the fakes; recall in [0, 1]. */
    public double precisionAt(double least) {
        int low = 0;
        int high = recall.length - 1;
        // Recall falls along the curve: the last point that still reaches it.
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (recall[middle] >= least) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return precision[low];
    }
}
