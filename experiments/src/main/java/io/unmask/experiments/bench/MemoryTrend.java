package io.unmask.experiments.bench;

import java.util.Arrays;

/**
 * Whether memory grows over a training.
 *
 * @param perThousand MiB that resident memory grew in 1,000 updates of the second half, by the line that fits best
 * @param early median of resident memory in the second tenth of the updates, MiB: the first warms up
 * @param late the same in the last tenth
 * @param lateJavaHeap what Java had reserved of that
 * @param earlyArrays open native arrays after an update, at the most, in the second tenth
 * @param lateArrays the same in the last tenth
 */
public record MemoryTrend(
        double perThousand, double early, double late, double lateJavaHeap, int earlyArrays, int lateArrays) {
    private static final int TENTHS = 10;

    static MemoryTrend of(double[] updates, double[] resident, double[] javaHeap, double[] arrays) {
        int count = updates.length;
        int half = count / 2;
        return new MemoryTrend(
                1000 * slope(Arrays.copyOfRange(updates, half, count), Arrays.copyOfRange(resident, half, count)),
                Rounds.median(tenth(resident, 1)),
                Rounds.median(tenth(resident, TENTHS - 1)),
                Rounds.median(tenth(javaHeap, TENTHS - 1)),
                (int) Rounds.highest(tenth(arrays, 1)),
                (int) Rounds.highest(tenth(arrays, TENTHS - 1)));
    }

    private static double[] tenth(double[] values, int which) {
        int from = which * values.length / TENTHS;
        return Arrays.copyOfRange(values, from, Math.max(from + 1, (which + 1) * values.length / TENTHS));
    }

    /** Least squares. */
    private static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        return squares == 0 ? 0 : products / squares;
    }
}
