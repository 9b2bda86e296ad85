package io.unmask.evaluate;

/**
 * From scores to probabilities that hold on the data they were fitted to: a sigmoid of the score's log-odds (Platt,
 * "Probabilistic outputs for support vector machines", 1999), with his targets (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2), so
 * that a detector without mistakes is not believed without limit.
 *
 * <p>The probabilities hold for data like the validation set, with its share of fakes; they are no statement about others.
 *
 * @param sigmoid from log-odds to log-odds
 * @param fakes how many it was fitted to
 * @param reals how many it was fitted to
 */
public record PlattScaling(LogisticRegression sigmoid, int fakes, int reals) {
    /** So little that it moves no digit that is shown, but the minimum exists. */
    private static final double RIDGE = 1e-6;

    /**
     * Fits to scored samples.
     *
     * @param scores 0 real .. 1 fake
     * @param fake what each sample is
     * @throws IllegalArgumentException if one of the classes has no sample
     */
    public static PlattScaling fit(double[] scores, boolean[] fake) {
        int fakes = 0;
        for (boolean each : fake) {
            fakes += each ? 1 : 0;
        }
        int reals = fake.length - fakes;
        if (fakes == 0 || reals == 0) {
            throw new IllegalArgumentException(fakes + " fakes and " + reals + " reals");
        }
        double[][] features = new double[scores.length][];
        double[] targets = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            features[i] = new double[] {logOdds(scores[i])};
            targets[i] = fake[i] ? (fakes + 1.0) / (fakes + 2) : 1.0 / (reals + 2);
        }
        return new PlattScaling(LogisticRegression.fit(features, targets, RIDGE), fakes, reals);
    }

    /** Probability of being fake, for a sample with this score. */
    public double probability(double score) {
        return sigmoid.probability(logOdds(score));
    }

    private static double logOdds(double score) {
        double p = Math.min(Math.max(score, Calibration.CLIP), 1 - Calibration.CLIP);
        return Math.log(p / (1 - p));
    }
}
