package io.unmask.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Structural similarity against numbers of scikit-image 0.26; the warping error on frames whose motion is known. */
class QualityMeasuresTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 48;

    /** A picture of whole numbers that any program can make: (x (3 + n) + y (5 + c) + ⌊x y (n + c) / 7⌋) mod 256. */
    private static Image made(int number) {
        Image image = Image.blank(WIDTH, HEIGHT, 3);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < 3; c++) {
                    int value = x * (3 + number) + y * (5 + c) + x * y * (number + c) / 7;
                    image.pixels()[(y * WIDTH + x) * 3 + c] = (byte) (value % 256);
                }
            }
        }
        return image;
    }

    /** Three parts of the first and one of the second, cut to whole numbers. */
    private static Image mixed(Image first, Image second) {
        byte[] pixels = first.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (((first.pixels()[i] & 0xff) * 3 + (second.pixels()[i] & 0xff)) / 4);
        }
        return new Image(first.width(), first.height(), 3, pixels);
    }

    @Test
    void similarity_isThatOfScikitImage() {
        Image first = made(1);
        Image second = mixed(made(1), made(2));
        // structural_similarity(…, full=True): the mean of the whole map, of the map over a mask, and two of its
        // pixels.
        assertEquals(0.8341948720393586, StructuralSimilarity.of(first, second, null), 1e-9);
        Image mask = Image.blank(WIDTH, HEIGHT, 1);
        for (int y = 0; y < 20; y++) {
            for (int x = 8; x < 30; x++) {
                mask.pixels()[y * WIDTH + x] = (byte) 255;
            }
        }
        assertEquals(0.8449838140389886, StructuralSimilarity.of(first, second, mask), 1e-9);
        double[] map = StructuralSimilarity.map(first, second);
        assertEquals(0.9998455675708482, map[0], 1e-9);
        assertEquals(0.8808165553583409, map[24 * WIDTH + 20], 1e-9);
    }

    @Test
    void equalPictures_areSimilarByOne_andAnEmptyMaskGivesNothing() {
        assertEquals(1, StructuralSimilarity.of(made(3), made(3), null), 1e-12);
        assertTrue(Double.isNaN(StructuralSimilarity.of(made(3), made(2), Image.blank(WIDTH, HEIGHT, 1))));
    }

    private static Image smooth() {
        return Filters.gaussianBlur(TestImages.colour(200, 160, 4), 9, 2);
    }

    @Test
    void motionAlone_isNoError_flickerIs() {
        Image large = smooth();
        Image first = Crops.window(large, 20, 20, 128, 96);
        Image moved = Crops.window(large, 23, 18, 128, 96);
        double motion = WarpingError.of(first, moved);
        assertTrue(motion < 5e-4, "motion " + motion);
        Image brighter = ToneCurves.truncated(moved, (channel, level) -> level + 12);
        double flicker = WarpingError.of(first, brighter);
        // Twelve levels in each of three channels, but for what is clipped.
        assertEquals(3 * Math.pow(12 / 255.0, 2), flicker, 1.5e-3);
        assertEquals(0, WarpingError.of(first, first), 1e-12);
    }
}
