package io.unmask.evaluate;

import io.unmask.config.BadInputException;
import java.util.Arrays;
import java.util.Locale;

/**
 * How the scores of a video's frames or clips become the video's score. Tables name it, since numbers depend on it. Apart
 * from the mean, median and maximum all are our definitions: papers that use the like seldom give them exactly.
 */
public enum Aggregate {
    /** Arithmetic mean: what most published video-level numbers use. */
    MEAN("mean"),
    /** Middle value; the mean of the two middle ones for an even number of frames. */
    MEDIAN("median"),
    /** Highest score: one fake frame makes the video fake. */
    MAX("max"),
    /** Mean of the three highest scores, of all where there are fewer. */
    TOP_3_MEAN("mean of the 3 highest") {
        @Override
        double ofSorted(double[] sorted) {
            return meanOfHighest(3, sorted);
        }
    },
    /** Mean of the five highest scores, of all where there are fewer. */
    TOP_5_MEAN("mean of the 5 highest") {
        @Override
        double ofSorted(double[] sorted) {
            return meanOfHighest(5, sorted);
        }
    },
    /** Mean of the ten highest scores, of all where there are fewer. */
    TOP_10_MEAN("mean of the 10 highest") {
        @Override
        double ofSorted(double[] sorted) {
            return meanOfHighest(10, sorted);
        }
    },
    /**
     * Mean of log(p / (1 − p)) turned back into a probability: one sure frame counts more than several undecided ones.
     * Scores are held within [2⁻²³, 1 − 2⁻²³], as for the log loss.
     */
    LOG_ODDS_MEAN("mean of log-odds") {
        @Override
        double ofSorted(double[] sorted) {
            double sum = 0;
            for (double score : sorted) {
                if (score < 0 || score > 1) {
                    throw new BadInputException("report.aggregate: log_odds_mean needs scores from 0 to 1, found "
                            + score + "; take mean, median, max or a top mean");
                }
                double held = Math.max(SMALLEST, Math.min(1 - SMALLEST, score));
                sum += Math.log(held / (1 - held));
            }
            return 1 / (1 + Math.exp(-sum / sorted.length));
        }
    };

    private static final double SMALLEST = 0x1.0p-23;

    private final String title;

    Aggregate(String title) {
        this.title = title;
    }

    /** Its name in tables and settings: "mean", "top_3_mean". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in a sentence: "mean", "mean of the 3 highest". */
    public String title() {
        return title;
    }

    /** Of at least one score; the array is not changed. */
    double of(double[] frameScores) {
        double[] sorted = frameScores.clone();
        // Sorted for sums too: they, and so their last bits, must not depend on the order of the frames.
        Arrays.sort(sorted);
        return ofSorted(sorted);
    }

    /** Of at least one score, the lowest first. */
    double ofSorted(double[] sorted) {
        int middle = sorted.length / 2;
        return switch (this) {
            case MAX -> sorted[sorted.length - 1];
            case MEDIAN -> sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            default -> meanOfHighest(sorted.length, sorted);
        };
    }

    private static double meanOfHighest(int count, double[] sorted) {
        int taken = Math.min(count, sorted.length);
        double sum = 0;
        for (int i = sorted.length - taken; i < sorted.length; i++) {
            sum += sorted[i];
        }
        return sum / taken;
    }
}
