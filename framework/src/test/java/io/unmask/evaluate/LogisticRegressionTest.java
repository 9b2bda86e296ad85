package io.unmask.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against scikit-learn 1.9 on the same numbers: LogisticRegression(C=1/(n ridge)) and its sigmoid calibration. */
class LogisticRegressionTest {
    private static final int ROWS = 40;

    /** The numbers of x ← (1103515245 x + 12345) mod 2³¹, divided by 2³¹. */
    private static double[] numbers(int count, long seed) {
        double[] all = new double[count];
        long x = seed;
        for (int i = 0; i < count; i++) {
            x = (x * 1_103_515_245L + 12_345) % (1L << 31);
            all[i] = (double) x / (1L << 31);
        }
        return all;
    }

    @Test
    void fit_isThatOfScikitLearn() {
        double[] u = numbers(3 * ROWS, 7);
        double[][] features = new double[ROWS][];
        double[] targets = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            features[i] = new double[] {4 * u[2 * i] - 2, 4 * u[2 * i + 1] - 2};
            double odds = 0.5 + 1.5 * features[i][0] - features[i][1];
            targets[i] = u[2 * ROWS + i] < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
        }
        LogisticRegression fitted = LogisticRegression.fit(features, targets, 0.05);
        assertEquals(-0.03502320261048444, fitted.intercept(), 1e-9);
        assertEquals(0.7188905825059272, fitted.weights()[0], 1e-9);
        assertEquals(-0.6521246951468281, fitted.weights()[1], 1e-9);
        double z = fitted.intercept() + fitted.weights()[0] - 2 * fitted.weights()[1];
        assertEquals(1 / (1 + Math.exp(-z)), fitted.probability(1, -2), 1e-15);
    }

    @Test
    void classesThatCanBeDivided_areHeldBackByTheRidge() {
        double[][] features = {{-1000}, {-999}, {999}, {1000}};
        LogisticRegression fitted = LogisticRegression.fit(features, new double[] {0, 0, 1, 1}, 1e-3);
        assertTrue(Double.isFinite(fitted.weights()[0]) && fitted.weights()[0] > 0);
        assertTrue(fitted.probability(1000) > 0.999);
        assertTrue(fitted.probability(-1000) < 0.001);
    }

    @Test
    void plattScaling_isThatOfScikitLearn() {
        double[] u = numbers(3 * ROWS, 7);
        double[] scores = Arrays.copyOf(u, ROWS);
        boolean[] fake = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            fake[i] = u[ROWS + i] < scores[i];
        }
        PlattScaling fitted = PlattScaling.fit(scores, fake);
        assertEquals(23, fitted.fakes());
        assertEquals(17, fitted.reals());
        // The reference has no ridge at all.
        assertEquals(0.21763773, fitted.probability(0.1), 2e-6);
        assertEquals(0.57101099, fitted.probability(0.5), 2e-6);
        assertEquals(0.86429612, fitted.probability(0.9), 2e-6);
        assertTrue(Double.isFinite(fitted.probability(0)) && Double.isFinite(fitted.probability(1)));
    }

    @Test
    void plattScaling_ofOneClass_isRefused() {
        boolean[] fake = {true, true};
        assertThrows(IllegalArgumentException.class, () -> PlattScaling.fit(new double[] {0.2, 0.9}, fake));
    }
}
