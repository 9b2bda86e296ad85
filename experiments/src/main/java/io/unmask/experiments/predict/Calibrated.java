package io.unmask.experiments.predict;

import io.unmask.data.Label;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.PlattScaling;
import io.unmask.evaluate.Scores;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From scores to probabilities, by what the detector said of its validation set.
 *
 * @param frames for the score of a picture
 * @param videos for the score of a video
 * @param fakes videos of the validation set
 * @param reals videos of the validation set
 */
record Calibrated(Scale frames, Scale videos, int fakes, int reals) {
    /** Videos of each class; with fewer a probability would be a guess. */
    static final int FEWEST = 10;

    /** No probabilities at all. */
    static final Calibrated NOT = new Calibrated(Scale.NONE, Scale.NONE, 0, 0);

    /**
     * A way from scores to probabilities.
     *
     * @param sigmoid null where there is too little to fit
     * @param lowest score that it was fitted to
     * @param highest score that it was fitted to
     */
    record Scale(@Nullable PlattScaling sigmoid, double lowest, double highest) {
        static final Scale NONE = new Scale(null, 0, 1);

        static Scale of(double[] scores, boolean[] fake) {
            return new Scale(
                    PlattScaling.fit(scores, fake),
                    Arrays.stream(scores).min().orElse(0),
                    Arrays.stream(scores).max().orElse(1));
        }

        /**
         * What a score means, NaN where there is too little to say. Beyond what was ever seen, the last probability that
         * was: a sigmoid that is drawn further promises certainty that nothing supports.
         */
        double probability(double score) {
            return sigmoid == null ? Double.NaN : sigmoid.probability(Math.min(Math.max(score, lowest), highest));
        }

        /** Whether the validation set had scores on both sides of this one. */
        boolean covers(double score) {
            return sigmoid == null || (score >= lowest && score <= highest);
        }
    }

    static Calibrated on(Scores validation, Aggregate aggregate) {
        boolean[] fake = new boolean[validation.videos().size()];
        int fakes = 0;
        for (int i = 0; i < fake.length; i++) {
            fake[i] = validation.videos().get(i).label() == Label.FAKE;
            fakes += fake[i] ? 1 : 0;
        }
        int reals = fake.length - fakes;
        return Math.min(fakes, reals) < FEWEST
                ? new Calibrated(Scale.NONE, Scale.NONE, fakes, reals)
                : new Calibrated(ofFrames(validation), Scale.of(validation.videoScores(aggregate), fake), fakes, reals);
    }

    private static Scale ofFrames(Scores validation) {
        double[] scores = new double[validation.size()];
        boolean[] fake = new boolean[scores.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = validation.score(row);
            fake[row] = validation.label(row) == Label.FAKE;
        }
        return Scale.of(scores, fake);
    }
}
