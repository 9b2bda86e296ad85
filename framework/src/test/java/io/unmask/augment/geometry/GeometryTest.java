package io.unmask.augment.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.augment.Augmentation;
import io.unmask.augment.Flip;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Sample;
import io.unmask.media.Border;
import io.unmask.media.Crops;
import io.unmask.media.Image;
import io.unmask.media.Interpolation;
import io.unmask.media.TestImages;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeometryTest {
    private static final int WIDTH = 72;
    private static final int HEIGHT = 60;

    static Stream<Augmentation> moves() {
        return Stream.of(
                new RandomCrop(50, 40, 4, Border.REFLECT, 0, 1),
                new RandomCrop(90, 90, 0, Border.BLACK, 0, 1),
                new CenterCrop(51, 40, 1),
                new CenterCrop(81, 40, 1),
                new Pad(List.of(3, 1, 2, 4), Border.BLACK, 0, 1),
                new Resized(41, 50, Interpolation.LINEAR, 1),
                new Rotation(60, Interpolation.LINEAR, false, 0, 1),
                new Rotation(180, Interpolation.NEAREST, true, 0, 1),
                new RandomAffine(30, 0.1, 0.1, 0.8, 1.2, 15, 10, Interpolation.LINEAR, 0, 1),
                new RandomPerspective(0.5, Interpolation.LINEAR, 0, 1),
                new Rotate90(1),
                new ShiftScaleRotate(0.06, 0.1, 45, Border.BLACK, 1),
                new Flip(Flip.Direction.VERTICAL, 1),
                new Flip(Flip.Direction.ANY, 1));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void landmarkAndMask_stayWithTheSpotTheyMark(Augmentation move) {
        // A bright square on black: its centre is the landmark, its area the mask.
        Image mask = TestImages.mask(WIDTH, HEIGHT, 34, 22, 9, 9);
        Sample sample = new Sample(grey(mask), mask, new Landmarks(new float[] {38, 26}), Label.FAKE);
        int seen = 0;
        for (int i = 0; i < 30; i++) {
            Sample moved = move.apply(sample, stream(i));
            Landmarks points = moved.landmarks();
            Image movedMask = moved.mask();
            assertNotNull(points);
            assertNotNull(movedMask);
            int width = moved.image().width();
            int height = moved.image().height();
            if (points.x(0) > 9 && points.x(0) < width - 10 && points.y(0) > 9 && points.y(0) < height - 10) {
                seen++;
                assertCentre(points, moved.image(), 0.35);
                assertCentre(points, movedMask, 0.6);
            }
        }
        assertTrue(seen > 8, move + " moved the spot out of the picture too often");
    }

    @ParameterizedTest
    @MethodSource("moves")
    void theSecondPicture_movesAsThePicture(Augmentation move) {
        Image image = TestImages.colour(WIDTH, HEIGHT, 1);
        Sample moved = move.apply(new Sample(image, null, image, null, Label.REAL), stream(3));
        Image second = moved.second();
        assertNotNull(second);
        assertArrayEquals(moved.image().pixels(), second.pixels());
    }

    @Test
    void fill_isWhatComesInFromOutside() {
        Sample white = new Sample(grey(TestImages.mask(20, 20, 0, 0, 20, 20)), null, null, Label.REAL);
        Image padded =
                new Pad(List.of(2), Border.BLACK, 70, 1).apply(white, stream(1)).image();
        assertEquals(70, padded.at(1, 1, 2));
        assertEquals(255, padded.at(2, 2, 0));
        Image turned = new Rotation(45, Interpolation.NEAREST, true, 9, 1)
                .apply(white, stream(1))
                .image();
        assertTrue(turned.width() > 20);
        assertEquals(9, turned.at(0, 0, 1));
    }

    @Test
    void fourQuarterTurns_areNothing() {
        Image image = TestImages.colour(10, 7, 2);
        Image turned = image;
        for (int i = 0; i < 4; i++) {
            turned = Crops.quarterTurn(turned);
        }
        assertArrayEquals(image.pixels(), turned.pixels());
    }

    @Test
    void aHalfTurn_exchangesNoSidesOfTheFace_aMirrorDoes() {
        float[] xy = new float[136];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = i / 4f;
        }
        Sample sample = new Sample(TestImages.colour(WIDTH, HEIGHT, 3), null, new Landmarks(xy), Label.REAL);
        Landmarks half =
                new Flip(Flip.Direction.BOTH, 1).apply(sample, stream(1)).landmarks();
        Landmarks mirror =
                new Flip(Flip.Direction.VERTICAL, 1).apply(sample, stream(1)).landmarks();
        assertNotNull(half);
        assertNotNull(mirror);
        assertEquals(WIDTH - 1 - xy[2 * 36], half.x(36), 1e-4);
        assertEquals(xy[2 * 45], mirror.x(36), 1e-4);
        assertEquals(HEIGHT - 1 - xy[2 * 45 + 1], mirror.y(36), 1e-4);
    }

    private static void assertCentre(Landmarks points, Image image, double tolerance) {
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
        assertEquals(x / sum, points.x(0), tolerance, "column");
        assertEquals(y / sum, points.y(0), tolerance, "row");
    }

    private static Image grey(Image mask) {
        Image image = Image.blank(mask.width(), mask.height(), 3);
        for (int i = 0; i < mask.pixels().length; i++) {
            Arrays.fill(image.pixels(), 3 * i, 3 * i + 3, mask.pixels()[i]);
        }
        return image;
    }

    private static RandomStream stream(int name) {
        return Seeds.of(13).stream("geometry", name);
    }
}
