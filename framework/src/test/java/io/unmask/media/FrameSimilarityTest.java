package io.unmask.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameSimilarityTest {
    private static Image noise(int seed) {
        RandomStream random = Seeds.of(seed).stream("noise");
        Image image = Image.blank(32, 32, 1);
        random.nextBytes(image.pixels());
        return image;
    }

    private static Image flat(int level) {
        Image image = Image.blank(32, 32, 1);
        Arrays.fill(image.pixels(), (byte) level);
        return image;
    }

    @Test
    void equalPictures_areAlikeByEveryMeasure() {
        float[] features = FrameSimilarity.features(List.of(noise(1), noise(1), noise(1)));
        assertEquals(FrameSimilarity.FEATURES, features.length);
        for (int m = 0; m < FrameSimilarity.MEASURES; m++) {
            int at = m * FrameSimilarity.FEATURES / FrameSimilarity.MEASURES;
            assertEquals(1, features[at + 31], 1e-6, "the highest bin holds all");
            assertEquals(1, features[at + 32], 1e-4, "mean");
            assertEquals(0, features[at + 33], 1e-4, "deviation");
        }
    }

    @Test
    void measures_haveTheirDefinedValues() {
        assertEquals(1 - 51 / 255.0, FrameSimilarity.level(flat(100), flat(151)), 1e-9);
        // Two histograms with one full bin each, of 64: correlation −1/63.
        assertEquals(-1.0 / 63, FrameSimilarity.histogram(flat(0), flat(255)), 1e-9);
        assertEquals(1, FrameSimilarity.histogram(noise(2), noise(2)), 1e-9);
    }

    @Test
    void features_areStatisticsOfThePairs_andOnePictureHasNone() {
        // Pairs differ by 0, 51 and 102 levels: 1, 0.8 and 0.6.
        float[] features = FrameSimilarity.features(List.of(flat(0), flat(0), flat(51), flat(153)));
        assertEquals(0.8, features[32], 1e-6);
        assertEquals(Math.sqrt(0.08 / 3), features[33], 1e-6);
        assertEquals(0.6, features[34], 1e-6);
        assertEquals(0.62, features[35], 1e-6);
        assertEquals(0.98, features[36], 1e-6);
        // Structural similarity of flat pictures is that of their luminance, (2ab + c) / (a² + b² + c); the least pair
        // is 0, 51.
        double c = Math.pow(2.55, 2);
        assertEquals(c / (51 * 51 + c), features[37 + 34], 1e-4);
        assertThrows(IllegalArgumentException.class, () -> FrameSimilarity.features(List.of(flat(1))));
    }
}
