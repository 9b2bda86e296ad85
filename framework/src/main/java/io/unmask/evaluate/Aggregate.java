package io.unmask.evaluate;

import java.util.Arrays;
import java.util.Locale;

/** How the frame scores of a video become the video's score. Tables name it, since numbers depend on it. */
public enum Aggregate {
    /** Arithmetic mean: what most published video-level numbers use. */
    MEAN,
    /** Middle value; the mean of the two middle ones for an even number of frames. */
    MEDIAN,
    /** Highest score: one fake frame makes the video fake. */
    MAX;

    /** Its name in tables: "mean", "median", "max". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of at least one score; the array is not changed. */
    double of(double[] frameScores) {
        if (this == MAX) {
            return Arrays.stream(frameScores).max().orElse(Double.NaN);
        }
        double[] sorted = frameScores.clone();
        // Sorted for the mean too: the sum, and so its last bit, must not depend on the order of the frames.
        Arrays.sort(sorted);
        if (this == MEAN) {
            double sum = 0;
            for (double score : sorted) {
                sum += score;
            }
            return sum / sorted.length;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
