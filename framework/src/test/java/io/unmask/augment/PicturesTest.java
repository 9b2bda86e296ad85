package io.unmask.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.augment.colour.AutoContrast;
import io.unmask.augment.colour.BrightnessContrast;
import io.unmask.augment.colour.ChannelDropout;
import io.unmask.augment.colour.Clahe;
import io.unmask.augment.colour.Equalize;
import io.unmask.augment.colour.FancyPca;
import io.unmask.augment.colour.Gamma;
import io.unmask.augment.colour.Grayscale;
import io.unmask.augment.colour.HueSaturationValue;
import io.unmask.augment.colour.Invert;
import io.unmask.augment.colour.Posterize;
import io.unmask.augment.colour.RgbShift;
import io.unmask.augment.colour.Sharpness;
import io.unmask.augment.colour.Solarize;
import io.unmask.augment.policy.AugMix;
import io.unmask.augment.policy.AutoAugment;
import io.unmask.augment.policy.Policy;
import io.unmask.augment.policy.RandAugment;
import io.unmask.augment.policy.TrivialAugmentWide;
import io.unmask.augment.quality.Blur;
import io.unmask.augment.quality.CoarseDropout;
import io.unmask.augment.quality.Erasing;
import io.unmask.augment.quality.GaussNoise;
import io.unmask.augment.quality.MotionBlur;
import io.unmask.augment.quality.Sharpen;
import io.unmask.config.CheckException;
import io.unmask.data.Label;
import io.unmask.data.Sample;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Augmentations of the picture alone. */
class PicturesTest {
    private static final int SIDE = 48;

    static Stream<DoubleFunction<Augmentation>> all() {
        List<Integer> red = List.of(255, 0, 0);
        return Stream.of(
                Grayscale::new,
                Invert::new,
                p -> new Posterize(3, p),
                p -> new Solarize(100, p),
                Equalize::new,
                AutoContrast::new,
                p -> new Sharpness(2, p),
                p -> new HueSaturationValue(20, 30, 20, p),
                p -> new BrightnessContrast(0.2, 0.2, p),
                p -> new Gamma(50, 70, p),
                p -> new Clahe(2, 4, 4, p),
                p -> new RgbShift(20, 20, 20, p),
                p -> new FancyPca(0.5, p),
                p -> new ChannelDropout(1, 2, 7, p),
                p -> new Sharpen(0.2, 0.5, 0.5, 1, p),
                p -> new GaussNoise(10, 50, p),
                p -> new Blur(7, p),
                p -> new MotionBlur(7, p),
                p -> new CoarseDropout(4, 6, 5, 0, p),
                p -> new Erasing(0.02, 0.33, 0.3, 3.3, red, false, p),
                p -> new Erasing(0.02, 0.33, 0.3, 3.3, red, true, p),
                p -> new AugMix(9, 3, 0, true, p));
    }

    @ParameterizedTest
    @MethodSource("all")
    void sameStream_givesTheSame_andTheInputStays(DoubleFunction<Augmentation> of) {
        Augmentation always = of.apply(1);
        Sample sample = sample(TestImages.colour(SIDE, SIDE, 1));
        byte[] before = sample.image().pixels().clone();
        Sample one = always.apply(sample, stream(5));
        assertArrayEquals(
                one.image().pixels(), always.apply(sample, stream(5)).image().pixels());
        assertArrayEquals(before, sample.image().pixels());
        assertFalse(Arrays.equals(before, one.image().pixels()), always.toString());
        assertEquals(SIDE, one.image().width());
        assertSame(sample, of.apply(0).apply(sample, stream(5)), always.toString());
        assertEquals(
                "probability",
                assertThrows(CheckException.class, () -> of.apply(1.1)).setting());
    }

    @Test
    void policies_areTheSameForTheSameStream() {
        Sample sample = sample(TestImages.colour(SIDE, SIDE, 1));
        for (Augmentation policy : List.of(
                new RandAugment(3, 20, 31, 1), new TrivialAugmentWide(31, 1), new AutoAugment(Policy.SVHN, 1))) {
            int changed = 0;
            for (int i = 0; i < 20; i++) {
                byte[] one = policy.apply(sample, stream(i)).image().pixels();
                assertArrayEquals(one, policy.apply(sample, stream(i)).image().pixels());
                changed += Arrays.equals(one, sample.image().pixels()) ? 0 : 1;
            }
            assertTrue(changed >= 14, policy + " changed only " + changed + " of 20");
        }
    }

    @Test
    void hueSaturationValue_cutsOffSoThatSmallShiftsDown_lowerByOne() {
        Image grey = filled(100, 100, 100);
        HueSaturationValue half = new HueSaturationValue(0, 0, 0.5, 1);
        int[] values = IntStream.range(0, 40)
                .map(i -> half.apply(sample(grey), stream(i)).image().at(3, 3, 0))
                .distinct()
                .sorted()
                .toArray();
        assertArrayEquals(new int[] {99, 100}, values);
    }

    @Test
    void hueShift_turnsTheColourWheel() {
        Image red = filled(200, 0, 0);
        for (int i = 0; i < 20; i++) {
            Image turned = new HueSaturationValue(90, 0, 0, 1)
                    .apply(sample(red), stream(i))
                    .image();
            int[] colour = {turned.at(0, 0, 0), turned.at(0, 0, 1), turned.at(0, 0, 2)};
            assertEquals(200, Arrays.stream(colour).max().orElse(0));
            assertEquals(0, Arrays.stream(colour).min().orElse(9));
        }
    }

    @Test
    void gammaOfOneHundredPercent_losesAtMostALevelToTheCut() {
        Sample sample = sample(TestImages.colour(SIDE, SIDE, 1));
        byte[] pixels = new Gamma(100, 100, 1).apply(sample, stream(1)).image().pixels();
        for (int i = 0; i < pixels.length; i++) {
            int lost = (sample.image().pixels()[i] & 0xff) - (pixels[i] & 0xff);
            assertTrue(lost == 0 || lost == 1, "lost " + lost);
        }
        Image dark = new Gamma(200, 200, 1)
                .apply(sample(filled(128, 128, 128)), stream(1))
                .image();
        assertEquals(64, dark.at(0, 0, 0));
    }

    @Test
    void brightnessContrast_staysWithinItsRangeAndReachesItsEnds() {
        int[] values = IntStream.range(0, 400)
                .map(i -> new BrightnessContrast(0.2, 0, 1)
                        .apply(sample(filled(100, 100, 100)), stream(i))
                        .image()
                        .at(0, 0, 0))
                .sorted()
                .toArray();
        assertTrue(values[0] >= 49 && values[0] <= 51, "lowest " + values[0]);
        assertTrue(values[399] >= 149 && values[399] <= 151, "highest " + values[399]);
    }

    @Test
    void rgbShift_shiftsEachChannelByItsOwn() {
        Image shifted = new RgbShift(0, 20, 20, 1)
                .apply(sample(filled(100, 100, 100)), stream(2))
                .image();
        assertEquals(100, shifted.at(0, 0, 0));
        assertNotEquals(shifted.at(0, 0, 1), shifted.at(0, 0, 2));
    }

    @Test
    void fancyPca_movesColoursAlongTheirOneDirection() {
        Image image = Image.blank(16, 16, 3);
        for (int i = 0; i < image.pixels().length; i++) {
            // Red varies twice as much as green; blue does not.
            image.pixels()[i] = (byte) (i % 3 == 0 ? 60 + i / 3 % 16 * 8 : i % 3 == 1 ? 60 + i / 3 % 16 * 4 : 90);
        }
        double red = 0;
        double green = 0;
        for (int i = 0; i < 40; i++) {
            Image moved = new FancyPca(8, 1).apply(sample(image), stream(i)).image();
            red += Math.abs(moved.at(8, 0, 0) - image.at(8, 0, 0));
            green += Math.abs(moved.at(8, 0, 1) - image.at(8, 0, 1));
            assertEquals(90, moved.at(8, 0, 2), 1);
        }
        assertEquals(2, red / green, 0.25);
        Image flat = filled(10, 20, 30);
        assertArrayEquals(
                flat.pixels(),
                new FancyPca(8, 1).apply(sample(flat), stream(1)).image().pixels());
    }

    @Test
    void channelDropout_fillsOneChannelAndLeavesTheOthers() {
        Image dropped = new ChannelDropout(1, 1, 7, 1)
                .apply(sample(filled(50, 60, 70)), stream(4))
                .image();
        int[] colour = {dropped.at(5, 5, 0), dropped.at(5, 5, 1), dropped.at(5, 5, 2)};
        assertEquals(1, Arrays.stream(colour).filter(level -> level == 7).count());
    }

    @Test
    void clahe_spreadsTheLightnessOfAFlatPicture() {
        Image flat = TestImages.colour(64, 64, 5);
        for (int i = 0; i < flat.pixels().length; i++) {
            flat.pixels()[i] = (byte) (110 + (flat.pixels()[i] & 0xff) / 12);
        }
        Image spread = new Clahe(4, 4, 2, 1).apply(sample(flat), stream(1)).image();
        assertTrue(deviation(spread) > 1.5 * deviation(flat), deviation(spread) + " from " + deviation(flat));
    }

    @Test
    void filters_leaveAConstantPicture() {
        Image flat = filled(90, 120, 30);
        for (Augmentation filter :
                List.of(new Blur(7, 1), new MotionBlur(7, 1), new Sharpen(0.2, 0.5, 1, 1, 1), new Sharpness(2, 1))) {
            for (int i = 0; i < 10; i++) {
                byte[] pixels = filter.apply(sample(flat), stream(i)).image().pixels();
                assertArrayEquals(flat.pixels(), pixels, filter.toString());
            }
        }
    }

    @Test
    void gaussNoise_hasTheVarianceAskedFor_andLosesHalfALevelToTheCut() {
        byte[] pixels = new GaussNoise(25, 25, 1)
                .apply(sample(filled(128, 128, 128)), stream(1))
                .image()
                .pixels();
        double mean = IntStream.range(0, pixels.length)
                .map(i -> pixels[i] & 0xff)
                .average()
                .orElse(0);
        double variance = IntStream.range(0, pixels.length)
                .mapToDouble(i -> Math.pow((pixels[i] & 0xff) - mean, 2))
                .average()
                .orElse(0);
        assertEquals(127.5, mean, 0.3);
        assertEquals(25 + 1.0 / 12, variance, 2.2);
    }

    @Test
    void erasing_takesAShareOfTheAreaInOneRectangle() {
        for (int i = 0; i < 50; i++) {
            Image erased = new Erasing(0.1, 0.2, 0.5, 2, List.of(255, 0, 0), false, 1)
                    .apply(sample(filled(9, 9, 9)), stream(i))
                    .image();
            int left = SIDE;
            int right = -1;
            int top = SIDE;
            int bottom = -1;
            int count = 0;
            for (int at = 0; at < SIDE * SIDE; at++) {
                if ((erased.pixels()[3 * at] & 0xff) == 255) {
                    count++;
                    left = Math.min(left, at % SIDE);
                    right = Math.max(right, at % SIDE);
                    top = Math.min(top, at / SIDE);
                    bottom = Math.max(bottom, at / SIDE);
                }
            }
            assertEquals((right - left + 1) * (bottom - top + 1), count);
            double share = count / (double) (SIDE * SIDE);
            assertTrue(share > 0.09 && share < 0.22, "share " + share);
            double ratio = (bottom - top + 1.0) / (right - left + 1);
            assertTrue(ratio > 0.45 && ratio < 2.2, "ratio " + ratio);
        }
    }

    @Test
    void oneOf_choosesByWeights() {
        OneOf choice =
                new OneOf(List.of(new Posterize(1, 0), new Invert(1), new Solarize(0, 0)), List.of(1.0, 3.0, 0.0), 1);
        Sample sample = sample(filled(10, 20, 30));
        long inverted = IntStream.range(0, 800)
                .filter(i -> choice.apply(sample, stream(i)) != sample)
                .count();
        // Binomial(800, 0.75): five standard deviations.
        assertEquals(600, inverted, 61);
        assertEquals(
                "weights",
                assertThrows(CheckException.class, () -> new OneOf(List.of(new Invert(1)), List.of(1.0, 2.0), 1))
                        .setting());
        assertEquals(
                "weights",
                assertThrows(CheckException.class, () -> new OneOf(List.of(new Invert(1)), List.of(0.0), 1))
                        .setting());
    }

    @Test
    void compose_appliesInOrder() {
        Augmentation both = new Compose(List.of(new Solarize(128, 1), new Posterize(1, 1)));
        assertEquals(
                0, both.apply(sample(filled(200, 200, 200)), stream(1)).image().at(0, 0, 0));
    }

    private static double deviation(Image image) {
        double mean = IntStream.range(0, image.pixels().length)
                .map(i -> image.pixels()[i] & 0xff)
                .average()
                .orElse(0);
        return Math.sqrt(IntStream.range(0, image.pixels().length)
                .mapToDouble(i -> Math.pow((image.pixels()[i] & 0xff) - mean, 2))
                .average()
                .orElse(0));
    }

    private static Image filled(int red, int green, int blue) {
        Image image = Image.blank(SIDE, SIDE, 3);
        int[] colour = {red, green, blue};
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = (byte) colour[i % 3];
        }
        return image;
    }

    private static Sample sample(Image image) {
        return new Sample(image, null, null, Label.REAL);
    }

    private static RandomStream stream(int name) {
        return Seeds.of(14).stream("pictures", name);
    }
}
