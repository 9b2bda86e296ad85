package io.unmask.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.augment.Mix.Window;
import io.unmask.config.CheckException;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class MixingTest {
    private static final int DRAWS = 4000;
    /** Of the Kolmogorov-Smirnov statistic, times the square root of the draws: exceeded once in a thousand. */
    private static final double CRITICAL = 1.95;

    private static Mix draw(Augmentation augmentation, int pictures, RandomStream random) {
        BatchMixing mixing = augmentation.batchMixing();
        assertTrue(mixing != null);
        return mixing.draw(pictures, 100, random);
    }

    private static double distance(double[] values, DoubleUnaryOperator cumulative) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = cumulative.applyAsDouble(sorted[i]);
            largest = Math.max(
                    largest, Math.max(expected - (double) i / sorted.length, (i + 1.0) / sorted.length - expected));
        }
        return largest * Math.sqrt(sorted.length);
    }

    private static double[] shares(double alpha) {
        RandomStream random = Seeds.of(11).stream("mix", alpha);
        MixUp mixUp = new MixUp(alpha, null, 1, false, Partners.PERMUTATION);
        double[] shares = new double[DRAWS];
        Arrays.setAll(shares, i -> draw(mixUp, 3, random).shares()[0]);
        return shares;
    }

    @Test
    void share_followsItsBetaLaw() {
        // Cumulative distributions of Beta(1,1), Beta(2,2) and Beta(1/2,1/2).
        assertTrue(distance(shares(1), x -> x) < CRITICAL);
        assertTrue(distance(shares(2), x -> x * x * (3 - 2 * x)) < CRITICAL);
        assertTrue(distance(shares(0.5), x -> 2 / Math.PI * Math.asin(Math.sqrt(x))) < CRITICAL);
        assertTrue(distance(shares(2), x -> x) > CRITICAL, "the test can tell laws apart");
    }

    @Test
    void cutMix_sharesByTheAreaThatIsLeft() {
        RandomStream random = Seeds.of(5).stream("cut");
        CutMix cutMix = new CutMix(1, null, 1, false, Partners.REVERSED);
        for (int i = 0; i < 200; i++) {
            Mix mix = draw(cutMix, 4, random);
            List<Window> windows = mix.windows();
            assertTrue(windows != null && windows.size() == 4);
            assertEquals(1 - windows.get(0).area() / 10000.0, mix.shares()[0], 1e-12);
            assertArrayEquals(new int[] {3, 2, 1, 0}, mix.partners());
        }
    }

    @Test
    void fixedShare_andProbability_areKept() {
        RandomStream random = Seeds.of(6).stream("fixed");
        MixUp sometimes = new MixUp(1, 0.3, 0.25, true, Partners.PERMUTATION);
        int mixed = 0;
        for (double share : draw(sometimes, DRAWS, random).shares()) {
            assertTrue(share == 0.3 || share == 1);
            mixed += share < 1 ? 1 : 0;
        }
        // Five standard deviations of a binomial.
        assertEquals(0.25 * DRAWS, mixed, 5 * Math.sqrt(DRAWS * 0.25 * 0.75));
        assertFalse(draw(new MixUp(1, null, 0, false, Partners.PERMUTATION), 4, random)
                .changesAnything());
    }

    @Test
    void switch_choosesBetweenBoth() {
        RandomStream random = Seeds.of(7).stream("switch");
        MixSwitch either = new MixSwitch(
                new MixUp(0.8, null, 1, false, Partners.PERMUTATION),
                new CutMix(1, null, 1, false, Partners.PERMUTATION),
                0.3,
                0.8);
        int cut = 0;
        int none = 0;
        for (int i = 0; i < DRAWS; i++) {
            Mix mix = draw(either, 2, random);
            cut += mix.windows() != null ? 1 : 0;
            none += mix.changesAnything() || mix.windows() != null ? 0 : 1;
        }
        assertEquals(0.24 * DRAWS, cut, 5 * Math.sqrt(DRAWS * 0.24 * 0.76));
        assertEquals(0.2 * DRAWS, none, 5 * Math.sqrt(DRAWS * 0.2 * 0.8));
    }

    @Test
    void mixings_doNotHideInsideOthers() {
        MixUp mixUp = new MixUp(1, null, 1, false, Partners.PERMUTATION);
        assertThrows(CheckException.class, () -> new OneOf(List.of(mixUp), 1));
        assertThrows(CheckException.class, () -> new Sometimes(List.of(mixUp), 1));
    }
}
