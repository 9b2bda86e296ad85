package io.unmask.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeLongTest {
    private final boolean[] fake = new boolean[57];

    private double[][] scores(long seed) {
        RandomStream random = Seeds.of(seed).stream("scores");
        double[][] scores = new double[2][fake.length];
        for (int i = 0; i < fake.length; i++) {
            fake[i] = random.chance(0.4);
            int shared = random.integer(0, 6);
            for (double[] detector : scores) {
                detector[i] = (shared + random.integer(0, 4) + (fake[i] ? 2 : 0)) / 16.0;
            }
        }
        return scores;
    }

    /** The definition: placements by comparing every fake with every real. */
    private double[][] covarianceByPairs(double[][] scores) {
        double[][] covariance = new double[2][2];
        for (boolean ofFakes : new boolean[] {true, false}) {
            double[][] placements = new double[2][fake.length];
            int size = 0;
            for (int i = 0; i < fake.length; i++) {
                size += fake[i] == ofFakes ? 1 : 0;
            }
            double[] mean = new double[2];
            for (int d = 0; d < 2; d++) {
                for (int i = 0; i < fake.length; i++) {
                    placements[d][i] = fake[i] == ofFakes ? placement(scores[d], i) : 0;
                    mean[d] += placements[d][i] / size;
                }
            }
            for (int a = 0; a < 2; a++) {
                for (int b = 0; b < 2; b++) {
                    for (int i = 0; i < fake.length; i++) {
                        if (fake[i] == ofFakes) {
                            covariance[a][b] +=
                                    (placements[a][i] - mean[a]) * (placements[b][i] - mean[b]) / (size - 1) / size;
                        }
                    }
                }
            }
        }
        return covariance;
    }

    private double placement(double[] scores, int i) {
        double wins = 0;
        int others = 0;
        for (int j = 0; j < fake.length; j++) {
            if (fake[j] != fake[i]) {
                others++;
                wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }
        return wins / others;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void covariance_equalsTheOneByPairs_withTies(long seed) {
        double[][] scores = scores(seed);
        DeLong test = DeLong.of(scores, fake);
        double[][] expected = covarianceByPairs(scores);
        for (int a = 0; a < 2; a++) {
            assertEquals(Ranking.auc(Sample.of(scores[a], fake).tally()), test.auc()[a], 1e-14);
            for (int b = 0; b < 2; b++) {
                assertEquals(expected[a][b], test.covariance()[a][b], 1e-14);
            }
        }
    }

    @Test
    void aDetectorAgainstItself_isNoDifference() {
        double[] scores = scores(1)[0];
        assertEquals(1, DeLong.of(new double[][] {scores, scores}, fake).twoSidedP(0, 1));
    }

    @Test
    void interval_reachesTwoSidedFivePercentOnEitherSide() {
        DeLong test = new DeLong(new double[] {0.5}, new double[][] {{0.01}});
        assertEquals(0.5 - 0.1 * 1.959963984540054, test.interval(0, 0.95).low(), 1e-12);
    }
}
