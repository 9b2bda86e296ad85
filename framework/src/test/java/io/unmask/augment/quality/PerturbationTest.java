package io.unmask.augment.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.CheckException;
import io.unmask.data.Label;
import io.unmask.data.Sample;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerturbationTest {
    private static final int SIDE = 256;

    @ParameterizedTest
    @EnumSource(Distortion.class)
    void aHigherLevel_isWorse_andTheSameStreamGivesTheSame(Distortion type) {
        Image image = TestImages.colour(SIDE, SIDE, 7);
        byte[] before = image.pixels().clone();
        double last = Double.POSITIVE_INFINITY;
        for (int level = 1; level <= type.levels(); level++) {
            Image changed = changed(image, type, level);
            double psnr = TestImages.psnr(image, changed);
            assertTrue(psnr < last, type + " at level " + level + ": " + psnr + " dB after " + last);
            last = psnr;
            assertEquals(SIDE, changed.width());
        }
        assertArrayEquals(before, image.pixels());
        if (type != Distortion.VIDEO_COMPRESSION) {
            assertArrayEquals(
                    changed(image, type, 2).pixels(), changed(image, type, 2).pixels());
        }
    }

    @Test
    void contrast_multipliesAndCutsOff() {
        assertEquals(
                171,
                changed(filled(202, 202, 202), Distortion.COLOR_CONTRAST, 1).at(0, 0, 0)); // 171.7
        assertEquals(
                70, changed(filled(202, 202, 202), Distortion.COLOR_CONTRAST, 5).at(0, 0, 0)); // 70.7
    }

    @Test
    void saturationAtTheLastLevel_isAlmostGrey() {
        Image grey = changed(filled(200, 100, 50), Distortion.COLOR_SATURATION, 5);
        // The centre of the way through 16..240 is 0.0022 off, which leaves a cast of a level.
        assertEquals(124, grey.at(0, 0, 0), 1);
        assertEquals(124, grey.at(0, 0, 1), 1);
        assertEquals(124, grey.at(0, 0, 2), 1.1);
    }

    @Test
    void blocks_areGreyAndAsManyAsTheSideAllows() {
        byte[] pixels = changed(filled(0, 0, 0), Distortion.BLOCK_WISE, 1).pixels();
        long grey = IntStream.range(0, pixels.length)
                        .filter(i -> pixels[i] == (byte) 128)
                        .count()
                / 3;
        long other = IntStream.range(0, pixels.length)
                .filter(i -> pixels[i] != (byte) 128 && pixels[i] != 0)
                .count();
        assertEquals(0, other);
        assertTrue(grey <= 16 * 64 && grey > 10 * 64, grey + " grey pixels");
        Image small = TestImages.colour(255, 255, 1);
        assertArrayEquals(
                small.pixels(), changed(small, Distortion.BLOCK_WISE, 5).pixels());
    }

    @Test
    void noise_hasTheVarianceOfLumaAskedFor() {
        byte[] pixels =
                changed(filled(128, 128, 128), Distortion.GAUSSIAN_NOISE, 2).pixels();
        double sum = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            double luma = 0.299 * (pixels[i] & 0xff) + 0.587 * (pixels[i + 1] & 0xff) + 0.114 * (pixels[i + 2] & 0xff);
            sum += Math.pow(luma - 127.5, 2);
        }
        // Luma is perturbed in 16..235: the way back widens the noise by 255 / 219.
        assertEquals(Math.sqrt(0.002) * 255 * 255 / 219, Math.sqrt(sum / (pixels.length / 3)), 0.2);
    }

    @Test
    void randomPerturbation_drawsTypesAndLevels() {
        Image image = TestImages.colour(64, 64, 1);
        RandomPerturbation random = new RandomPerturbation(1);
        Set<Integer> different = new HashSet<>();
        for (int i = 0; i < 24; i++) {
            Sample changed = random.apply(new Sample(image, null, null, Label.REAL), stream(i));
            different.add(Arrays.hashCode(changed.image().pixels()));
        }
        assertTrue(different.size() >= 10, different.size() + " different pictures of 24");
        assertEquals(7, Distortion.DEEPER_FORENSICS.size());
    }

    @Test
    void aLevelThatATypeDoesNotHave_isRefused() {
        assertEquals(
                "level",
                assertThrows(CheckException.class, () -> new Perturbation(Distortion.RESIZE, 4))
                        .setting());
    }

    private static Image changed(Image image, Distortion type, int level) {
        return new Perturbation(type, level)
                .apply(new Sample(image, null, null, Label.REAL), stream(1))
                .image();
    }

    private static Image filled(int red, int green, int blue) {
        Image image = Image.blank(SIDE, SIDE, 3);
        int[] colour = {red, green, blue};
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = (byte) colour[i % 3];
        }
        return image;
    }

    private static RandomStream stream(int name) {
        return Seeds.of(15).stream("perturbation", name);
    }
}
