package io.unmask.evaluate;

/** Measures of the scores as probabilities of being fake, 0..1. */
public final class Calibration {
    /**
     * Scores are held this far from 0 and 1 before the logarithm: the spacing of floats below 2, as
     * scikit-learn does for single precision. One confident mistake costs 15.9, not infinity.
     */
    public static final double CLIP = 0x1p-23;

    private Calibration() {}

    /** Mean negative log-likelihood in nats; NaN without rows. */
    public static double logLoss(Tally tally) {
        double sum = 0;
        for (int i = 0; i < tally.size(); i++) {
            double p = Math.min(Math.max(tally.threshold(i), CLIP), 1 - CLIP);
            long fakes = tally.fakesAt(i);
            long reals = tally.realsAt(i);
            // Guarded for speed: most scores are of one class, and many of neither in a replicate.
            sum -= fakes == 0 ? 0 : fakes * Math.log(p);
            sum -= reals == 0 ? 0 : reals * Math.log1p(-p);
        }
        return sum / (tally.fakes() + tally.reals());
    }

    /** Mean squared difference between score and label (Brier 1950); NaN without rows. */
    public static double brier(Tally tally) {
        double sum = 0;
        for (int i = 0; i < tally.size(); i++) {
            double p = tally.threshold(i);
            sum += tally.fakesAt(i) * (1 - p) * (1 - p) + tally.realsAt(i) * p * p;
        }
        return sum / (tally.fakes() + tally.reals());
    }

    /**
     * Expected calibration error of the probability of being fake: scores are put into bins of equal width
     * over [0, 1], bin k holding k/bins &lt;= score &lt; (k+1)/bins and the last one 1 as well; the absolute
     * difference between mean score and share of fakes is averaged over the bins by their number of rows
     * (Naeini et al. 2015). Scores outside [0, 1] fall into the outermost bins. NaN without rows.
     */
    public static double error(Tally tally, int bins) {
        double[] surplus = new double[bins];
        for (int i = 0; i < tally.size(); i++) {
            double p = tally.threshold(i);
            int bin = (int) Math.min(Math.max(Math.floor(p * bins), 0), bins - 1);
            surplus[bin] += tally.realsAt(i) * p - tally.fakesAt(i) * (1 - p);
        }
        double sum = 0;
        for (double binSurplus : surplus) {
            sum += Math.abs(binSurplus);
        }
        return sum / (tally.fakes() + tally.reals());
    }
}
