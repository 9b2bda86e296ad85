package io.unmask.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;

class PixelScoresTest {
    @Test
    void aWorkedExample() {
        // Manipulated: 0.9, 0.4; untouched: 0.6, 0.4, 0.1. Pairs in order: 3, and 1 with a tie of the 0.4s: 4.5 of 6.
        float[] probability = {7, 0.9f, 0.4f, 0.6f, 0.4f, 0.1f};
        byte[] truth = {1, (byte) 255, 1, 0, 0, 0};
        PixelScores scores = PixelScores.of(probability, truth, 1, 5);
        assertNotNull(scores);
        assertEquals(4.5 / 6, scores.auc(), 1e-12);
        assertEquals(1.0 / 3, scores.iou(), 1e-12);
        assertEquals(0.5, scores.f1(), 1e-12);
    }

    @Test
    void auc_isTheShareOfPairsInTheRightOrder() {
        RandomStream random = Seeds.of(3).stream("pixels");
        float[] probability = new float[60];
        byte[] truth = new byte[60];
        for (int i = 0; i < 60; i++) {
            truth[i] = (byte) (random.chance(0.3) ? 1 : 0);
            probability[i] = random.integer(0, 10) / 10f;
        }
        double ordered = 0;
        int pairs = 0;
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 60; j++) {
                if (truth[i] == 1 && truth[j] == 0) {
                    ordered += probability[i] > probability[j] ? 1 : probability[i] == probability[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        PixelScores scores = PixelScores.of(probability, truth, 0, 60);
        assertNotNull(scores);
        assertEquals(ordered / pairs, scores.auc(), 1e-12);
    }

    @Test
    void aMaskWithNothingOrEverything_hasNoScores() {
        assertNull(PixelScores.of(new float[4], new byte[4], 0, 4));
        assertNull(PixelScores.of(new float[2], new byte[] {1, 1}, 0, 2));
    }
}
