package io.unmask.evaluate;

/** The choice of a threshold on validation scores, to be applied unchanged to test scores. */
public final class DecisionThreshold {
    /** What a threshold is without any choice. */
    public static final double DEFAULT = 0.5;

    private DecisionThreshold() {}

    /**
     * The threshold of highest balanced accuracy, which unlike plain accuracy does not depend on how many
     * fakes the validation set has. It lies half way between two neighbouring scores, so that rounding decides
     * nothing; of equally good ones the nearest to 0.5. What scores above it is fake.
     *
     * @return NaN for one class
     */
    public static double ofHighestBalancedAccuracy(Tally tally) {
        double best = Double.NEGATIVE_INFINITY;
        double chosen = Double.NaN;
        for (int i = -1; i < tally.size(); i++) {
            double threshold = between(tally, i);
            double gain = tally.truePositiveRate(i) - tally.falsePositiveRate(i);
            boolean better = gain > best;
            boolean nearer = gain == best && Math.abs(threshold - DEFAULT) < Math.abs(chosen - DEFAULT);
            if (better || nearer) {
                best = gain;
                chosen = threshold;
            }
        }
        return chosen;
    }

    /** The same for scores at a level; NaN if they are of one class or one is NaN. */
    public static double of(Scores validation, Level level, Aggregate aggregate) {
        for (int row = 0; row < validation.size(); row++) {
            if (Float.isNaN(validation.score(row))) {
                return Double.NaN;
            }
        }
        return ofHighestBalancedAccuracy(
                Rows.of(validation, level, aggregate).sample().tally());
    }

    /** A threshold above which lie the scores up to position i and no other. */
    private static double between(Tally tally, int i) {
        if (tally.size() == 0) {
            return DEFAULT;
        }
        if (i < 0) {
            return Math.max(tally.threshold(0), DEFAULT);
        }
        if (i == tally.size() - 1) {
            return Math.nextDown(tally.threshold(i));
        }
        return tally.threshold(i + 1) + (tally.threshold(i) - tally.threshold(i + 1)) / 2;
    }
}
