package io.unmask.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Decisions at a threshold and scores as probabilities. */
class DecisionTest {
    private static Tally tally(double[] scores, boolean... fake) {
        return Sample.of(scores, fake).tally();
    }

    private static double[] scores(double... scores) {
        return scores;
    }

    @Test
    void aScoreAtTheThreshold_isRealForAboveAndFakeForAtLeast() {
        Tally tally = tally(scores(0.8, 0.5, 0.5, 0.1), true, true, false, false);
        assertEquals(new Confusion(2, 0, 1, 1), Confusion.above(tally, 0.5));
        assertEquals(new Confusion(1, 1, 0, 2), Confusion.atLeast(tally, 0.5));
        assertEquals(0.75, Confusion.above(tally, 0.5).accuracy());
    }

    @Test
    void ratesOfAConfusion_areCountedByHand() {
        var decided = new Confusion(6, 2, 1, 3);
        assertEquals(9.0 / 12, decided.accuracy());
        assertEquals((6.0 / 8 + 3.0 / 4) / 2, decided.balancedAccuracy());
        assertEquals(3.0 / 5, decided.precision());
        assertEquals(3.0 / 4, decided.recall());
        assertEquals(2 * 0.6 * 0.75 / 1.35, decided.f1(), 1e-15);
        assertEquals((3 * 6 - 2 * 1) / Math.sqrt(5 * 4 * 8 * 7), decided.matthews(), 1e-15);
    }

    @Test
    void nothingCalledFake_hasPrecisionAndMatthewsZero() {
        var decided = new Confusion(4, 0, 5, 0);
        assertEquals(0, decided.precision());
        assertEquals(0, decided.f1());
        assertEquals(0, decided.matthews());
    }

    @Test
    void validationThreshold_liesHalfWayBetweenTheScoresItParts() {
        Tally tally = tally(scores(0.9, 0.8, 0.7, 0.2, 0.1), true, true, true, false, false);
        assertEquals(0.45, DecisionThreshold.ofHighestBalancedAccuracy(tally), 1e-15);
    }

    @Test
    void validationThreshold_doesNotDependOnHowManyFakesThereAre() {
        // Plain accuracy would call everything fake here: 6 of 8 right instead of 5.
        Tally tally =
                tally(scores(0.9, 0.9, 0.9, 0.3, 0.3, 0.3, 0.4, 0.4), true, true, true, true, true, true, false, false);
        assertEquals(0.65, DecisionThreshold.ofHighestBalancedAccuracy(tally), 1e-15);
    }

    @Test
    void validationThreshold_ofOneClass_isNone() {
        assertTrue(Double.isNaN(DecisionThreshold.ofHighestBalancedAccuracy(tally(scores(0.2, 0.3), true, true))));
    }

    @Test
    void logLossAndBrier_areCountedByHand() {
        Tally tally = tally(scores(0.75, 0.25, 0.5), true, true, false);
        double expected = -(Math.log(0.75) + Math.log(0.25) + Math.log(0.5)) / 3;
        assertEquals(expected, Calibration.logLoss(tally), 1e-15);
        assertEquals((0.0625 + 0.5625 + 0.25) / 3, Calibration.brier(tally), 1e-15);
    }

    @Test
    void logLoss_ofASureMistake_isFinite() {
        assertEquals(23 * Math.log(2), Calibration.logLoss(tally(scores(0), true)), 1e-12);
        assertEquals(0, Calibration.logLoss(tally(scores(1), true)), 2e-7);
    }

    @Test
    void calibrationError_comparesMeanScoreAndShareOfFakesABin() {
        // Two bins. Below 0.5: mean 0.3, half fake, 2 of 5 rows; from 0.5 on: mean 0.8, all fake, 3 of 5 rows.
        Tally tally = tally(scores(0.2, 0.4, 0.5, 0.9, 1), true, false, true, true, true);
        assertEquals(0.4 * 0.2 + 0.6 * 0.2, Calibration.error(tally, 2), 1e-15);
    }

    @Test
    void precisionRecallCurve_endsInPrecisionOne() {
        var curve = PrecisionRecallCurve.of(tally(scores(0.9, 0.5, 0.5), true, true, false));
        assertEquals(2.0 / 3, curve.precision()[0]);
        assertEquals(1, curve.precision()[1]);
        assertEquals(0.5, curve.recall()[1]);
        assertEquals(1, curve.precision()[2]);
        assertEquals(0, curve.recall()[2]);
        assertEquals(2, curve.thresholds().length);
    }
}
