package io.unmask.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unmask.config.CheckException;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Sample;
import io.unmask.media.Arithmetic;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationsTest {
    private static final int SIDE = 64;

    static Stream<Augmentation> all() {
        return Stream.of(
                new Flip(1),
                new Jpeg(30, 60, 1),
                new GaussianBlur(0.5, 2, 1),
                new GaussianNoise(3, 7, 1),
                new ColorJitter(0.3, 0.3, 0.3, 0.1, Arithmetic.PIL, 1),
                new ResizedCrop(0.5, 0.8, 0.75, 1.33, 1),
                new OneOf(List.of(new Flip(1), new Jpeg(30, 60, 1)), 1),
                new Sometimes(List.of(new Flip(1), new GaussianNoise(3, 7, 1)), 1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void sameStream_givesTheSame_andTheInputStays(Augmentation augmentation) {
        Sample sample = sample(1);
        byte[] before = sample.image().pixels().clone();
        Sample one = augmentation.apply(sample, stream(5));
        Sample two = augmentation.apply(sample, stream(5));
        assertArrayEquals(one.image().pixels(), two.image().pixels());
        assertArrayEquals(before, sample.image().pixels());
        assertFalse(Arrays.equals(before, one.image().pixels()));
        assertEquals(Label.FAKE, one.label());
        assertEquals(SIDE, one.image().width());
        assertEquals(SIDE, one.image().height());
    }

    @Test
    void probabilityZero_changesNothing() {
        Sample sample = sample(1);
        for (Augmentation never : List.of(
                new Flip(0),
                new Jpeg(30, 60, 0),
                new GaussianBlur(0.5, 2, 0),
                new GaussianNoise(3, 7, 0),
                new ColorJitter(0.3, 0.3, 0.3, 0.1, Arithmetic.PIL, 0),
                new ResizedCrop(0.5, 0.8, 0.75, 1.33, 0),
                new OneOf(List.of(new Flip(1)), 0),
                new Sometimes(List.of(new Flip(1)), 0))) {
            assertSame(sample, never.apply(sample, stream(1)), never.toString());
        }
    }

    @Test
    void flip_movesMaskAndExchangesTheSidesOfTheFace() {
        Sample flipped = new Flip(1).apply(sample(2), stream(1));
        Image mask = flipped.mask();
        assertNotNull(mask);
        assertEquals(255, mask.at(SIDE - 1 - 10, 20, 0));
        assertEquals(0, mask.at(10, 20, 0));
        Landmarks points = flipped.landmarks();
        assertNotNull(points);
        Landmarks given = landmarks();
        // The outer corner of one eye (36) is where that of the other (45) was, mirrored.
        assertEquals(SIDE - 1 - given.x(45), points.x(36), 1e-5);
        assertEquals(given.y(45), points.y(36), 1e-5);
        assertEquals(SIDE - 1 - given.x(30), points.x(30), 1e-5);
    }

    @Test
    void flipTwice_isNothing() {
        Sample sample = sample(3);
        Sample twice = new Flip(1).apply(new Flip(1).apply(sample, stream(1)), stream(2));
        assertArrayEquals(sample.image().pixels(), twice.image().pixels());
        Landmarks points = twice.landmarks();
        assertNotNull(points);
        assertArrayEquals(landmarks().xy(), points.xy(), 1e-4f);
    }

    @Test
    void resizedCrop_movesMaskAndLandmarksWithThePicture() {
        // A bright square whose centre is a landmark, on black, and the same square as mask.
        Image image = Image.blank(SIDE, SIDE, 3);
        Image mask = TestImages.mask(SIDE, SIDE, 28, 24, 9, 9);
        for (int i = 0; i < mask.pixels().length; i++) {
            Arrays.fill(image.pixels(), 3 * i, 3 * i + 3, mask.pixels()[i]);
        }
        Sample sample = new Sample(image, mask, new Landmarks(new float[] {32, 28}), Label.REAL);
        ResizedCrop crop = new ResizedCrop(0.6, 0.9, 0.75, 1.33, 1);
        for (int i = 0; i < 50; i++) {
            Sample cut = crop.apply(sample, stream(i));
            Landmarks points = cut.landmarks();
            Image moved = cut.mask();
            assertNotNull(points);
            assertNotNull(moved);
            double[] centre = centre(cut.image());
            assertEquals(centre[0], points.x(0), 0.1, "column, crop " + i);
            assertEquals(centre[1], points.y(0), 0.1, "row, crop " + i);
            double[] maskCentre = centre(moved);
            assertEquals(maskCentre[0], points.x(0), 1);
            assertEquals(maskCentre[1], points.y(0), 1);
        }
    }

    @Test
    void resizedCropOfTheWholePicture_isThePicture() {
        Sample sample = sample(4);
        Sample cut = new ResizedCrop(1, 1, 1, 1, 1).apply(sample, stream(1));
        assertArrayEquals(sample.image().pixels(), cut.image().pixels());
    }

    @Test
    void noise_hasTheStrengthAskedFor() {
        Image grey = Image.blank(SIDE, SIDE, 3);
        Arrays.fill(grey.pixels(), (byte) 128);
        Image noisy = new GaussianNoise(5, 5, 1)
                .apply(new Sample(grey, null, null, Label.REAL), stream(1))
                .image();
        double sum = 0;
        for (byte pixel : noisy.pixels()) {
            sum += Math.pow((pixel & 0xff) - 128, 2);
        }
        // Rounding adds a variance of 1/12; 12288 values give the deviation to within 2 %.
        assertEquals(Math.sqrt(25 + 1.0 / 12), Math.sqrt(sum / noisy.pixels().length), 0.1);
    }

    @Test
    void oneOf_choosesEachAboutAsOften() {
        OneOf choice = new OneOf(List.of(new Flip(0), new GaussianNoise(9, 9, 1)), 1);
        Sample sample = sample(5);
        long unchanged = Stream.iterate(0, i -> i + 1)
                .limit(400)
                .filter(i -> choice.apply(sample, stream(i)) == sample)
                .count();
        // Binomial(400, 0.5): five standard deviations.
        assertEquals(200, unchanged, 50);
    }

    @Test
    void settingsOutOfRange_areRefusedByName() {
        assertEquals(
                "probability",
                assertThrows(CheckException.class, () -> new Flip(1.5)).setting());
        assertEquals(
                "lowestQuality",
                assertThrows(CheckException.class, () -> new Jpeg(0, 5, 1)).setting());
        assertEquals(
                "highestScale",
                assertThrows(CheckException.class, () -> new ResizedCrop(0.5, 1.2, 1, 1, 1))
                        .setting());
        assertEquals(
                "of",
                assertThrows(CheckException.class, () -> new OneOf(List.of(), 1))
                        .setting());
    }

    private static double[] centre(Image image) {
        double x = 0;
        double y = 0;
        double sum = 0;
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < image.width(); column++) {
                int value = image.at(column, row, 0);
                x += value * column;
                y += value * row;
                sum += value;
            }
        }
        return new double[] {x / sum, y / sum};
    }

    private static Sample sample(int seed) {
        return new Sample(
                TestImages.colour(SIDE, SIDE, seed),
                TestImages.mask(SIDE, SIDE, 5, 15, 12, 20),
                landmarks(),
                Label.FAKE);
    }

    private static Landmarks landmarks() {
        RandomStream random = stream(99);
        float[] xy = new float[136];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = (float) random.uniform(0, SIDE);
        }
        return new Landmarks(xy);
    }

    private static RandomStream stream(int name) {
        return Seeds.of(11).stream("augment", name);
    }
}
