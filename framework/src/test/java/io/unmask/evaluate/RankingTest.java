package io.unmask.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
    /** Scores given as "fake scores | real scores". */
    private static Tally tally(double[] fakes, double... reals) {
        double[] scores = new double[fakes.length + reals.length];
        boolean[] fake = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            fake[i] = i < fakes.length;
            scores[i] = fake[i] ? fakes[i] : reals[i - fakes.length];
        }
        return Sample.of(scores, fake).tally();
    }

    private static double[] fakes(double... scores) {
        return scores;
    }

    @Test
    void auc_ofOneWinAndOneLoss_isHalf() {
        assertEquals(0.5, Ranking.auc(tally(fakes(0.9, 0.4), 0.6)));
    }

    @Test
    void auc_countsATieHalf() {
        // Pairs: 0.9 beats both reals, 0.5 beats 0.1 and ties with 0.5: 3.5 of 4.
        assertEquals(3.5 / 4, Ranking.auc(tally(fakes(0.9, 0.5), 0.5, 0.1)));
    }

    @Test
    void negativeZeroAndZero_areATie() {
        assertEquals(0.5, Ranking.auc(tally(fakes(0.0), -0.0)));
    }

    @Test
    void oneClass_hasNoValue() {
        Tally onlyFakes = tally(fakes(0.2, 0.3));
        assertTrue(Double.isNaN(Ranking.auc(onlyFakes)));
        assertTrue(Double.isNaN(Ranking.equalErrorRate(onlyFakes)));
        assertTrue(Double.isNaN(Ranking.partialAuc(onlyFakes, 0.1)));
        assertTrue(Double.isNaN(Ranking.tprAtFpr(onlyFakes, 0.1)));
        assertTrue(Double.isNaN(Ranking.averagePrecision(tally(fakes(), 0.2))));
    }

    @Test
    void averagePrecision_isCountedByHand() {
        // From the top: fake (1/1), real, fake (2/3), real, fake (3/5).
        double expected = (1 + 2.0 / 3 + 3.0 / 5) / 3;
        assertEquals(expected, Ranking.averagePrecision(tally(fakes(0.9, 0.7, 0.5), 0.8, 0.6)), 1e-15);
    }

    @Test
    void equalErrorRate_liesOnTheLineBetweenTwoPoints() {
        // Points (0, 1/2) and (1, 1) are joined by a tie of one fake with the only real: x = 1 - (1/2 + x/2).
        assertEquals(1.0 / 3, Ranking.equalErrorRate(tally(fakes(0.9, 0.5), 0.5)), 1e-15);
    }

    @Test
    void tprAtFpr_doesNotInterpolate() {
        // The best threshold without any false positive finds one fake of two; one false positive of four costs 0.25.
        Tally tally = tally(fakes(0.9, 0.7), 0.8, 0.3, 0.2, 0.1);
        assertEquals(0.5, Ranking.tprAtFpr(tally, 0.01));
        assertEquals(0.5, Ranking.tprAtFpr(tally, 0.2499));
        assertEquals(1, Ranking.tprAtFpr(tally, 0.25));
    }

    @Test
    void partialAuc_isHalfForChanceOneForPerfection_andAucForTheWholeRange() {
        assertEquals(0.5, Ranking.partialAuc(tally(fakes(0.5), 0.5), 0.1), 1e-15);
        assertEquals(1, Ranking.partialAuc(tally(fakes(0.9), 0.5), 0.1), 1e-15);
        Tally tally = random(1, 40, 8);
        assertEquals(Ranking.auc(tally), Ranking.partialAuc(tally, 1), 1e-12);
    }

    private static Tally random(long seed, int size, int levels) {
        return sample(seed, size, levels, 1, false).tally();
    }

    /** Coarse scores, so that ties abound. */
    private static Sample sample(long seed, int size, int levels, double factor, boolean swapped) {
        RandomStream random = Seeds.of(seed).stream("scores");
        double[] scores = new double[size];
        boolean[] fake = new boolean[size];
        for (int i = 0; i < size; i++) {
            fake[i] = (i % 3 == 0) != swapped;
            scores[i] = factor * random.integer(i % 3 == 0 ? 2 : 0, levels) / levels;
        }
        return Sample.of(scores, fake);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void measuresOfOrder_doNotChangeUnderDoubling(long seed) {
        Tally once = sample(seed, 120, 16, 1, false).tally();
        Tally doubled = sample(seed, 120, 16, 2, false).tally();
        assertEquals(Ranking.auc(once), Ranking.auc(doubled));
        assertEquals(Ranking.averagePrecision(once), Ranking.averagePrecision(doubled));
        assertEquals(Ranking.equalErrorRate(once), Ranking.equalErrorRate(doubled));
        assertEquals(Ranking.partialAuc(once, 0.1), Ranking.partialAuc(doubled, 0.1));
        assertEquals(Ranking.tprAtFpr(once, 0.1), Ranking.tprAtFpr(doubled, 0.1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void auc_andItsComplement_sumToOne(long seed) {
        double straight = Ranking.auc(sample(seed, 120, 16, 1, false).tally());
        assertEquals(1, straight + Ranking.auc(sample(seed, 120, 16, -1, false).tally()), 1e-15);
        assertEquals(1, straight + Ranking.auc(sample(seed, 120, 16, 1, true).tally()), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void auc_isTheAreaUnderBothRocCurves(long seed) {
        Tally tally = random(seed, 90, 12);
        assertEquals(Ranking.auc(tally), area(RocCurve.full(tally)), 1e-12);
        assertEquals(Ranking.auc(tally), area(RocCurve.reduced(tally)), 1e-12);
    }

    private static double area(RocCurve curve) {
        double area = 0;
        for (int i = 1; i < curve.fpr().length; i++) {
            area += (curve.fpr()[i] - curve.fpr()[i - 1]) * (curve.tpr()[i] + curve.tpr()[i - 1]) / 2;
        }
        return area;
    }

    @Test
    void equalErrorOfDeepfakeBench_isZeroForAConstantScore() {
        Tally constant = tally(fakes(0.5, 0.5), 0.5, 0.5);
        RocCurve curve = RocCurve.reduced(constant);
        assertEquals(0, curve.fpr()[curve.nearestToEqualError()]);
        assertEquals(0.5, Ranking.equalErrorRate(constant));
    }

    @Test
    void tprOfACurve_isInterpolatedAndTakesTheTopOfAJump() {
        RocCurve curve = RocCurve.full(tally(fakes(0.9, 0.5), 0.5));
        assertEquals(0.5, curve.tprAt(0));
        assertEquals(0.75, curve.tprAt(0.5));
        assertEquals(1, curve.tprAt(1));
    }
}
