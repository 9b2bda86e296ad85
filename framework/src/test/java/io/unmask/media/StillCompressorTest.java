package io.unmask.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StillCompressorTest {
    @ParameterizedTest
    @ValueSource(ints = {23, 40})
    void picture_comesOutTheSameWhateverItsNeighbours(int crf) throws Exception {
        StillCompressor compressor = new StillCompressor(Ffmpeg.find(), crf);
        List<Image> images = varied(40);
        List<Image> together = compressor.compress(images);
        int[] order = Seeds.of(7).stream("order").permutation(images.size());
        List<Image> shuffled = new ArrayList<>();
        for (int index : order) {
            shuffled.add(images.get(index));
        }
        List<Image> apart = compressor.compress(shuffled);
        for (int i = 0; i < order.length; i++) {
            assertArrayEquals(together.get(order[i]).pixels(), apart.get(i).pixels(), "picture " + order[i]);
        }
        Image alone = compressor.compress(List.of(images.get(33))).get(0);
        assertArrayEquals(together.get(33).pixels(), alone.pixels());
    }

    @Test
    void higherFactor_losesMoreButKeepsThePicture() throws Exception {
        Image image = TestImages.colour(160, 160, 3);
        double hq = TestImages.psnr(image, compressed(image, 23));
        double lq = TestImages.psnr(image, compressed(image, 40));
        assertTrue(hq > lq + 4, hq + " and " + lq + " dB");
        assertTrue(lq > 15, lq + " dB");
        // Grey levels, not the noise of chroma, show that range and matrix are undone: no shift, no stretch.
        Image grey = Colours.greyToRgb(Colours.rgbToGrey(image));
        assertTrue(TestImages.psnr(grey, compressed(grey, 1)) > 42);
        assertEquals(255, compressed(filled(32, 255), 1).at(16, 16, 0), 1);
        assertEquals(0, compressed(filled(32, 0), 1).at(16, 16, 0), 1);
    }

    @Test
    void oddSides_comeBackAsTheyWere() throws Exception {
        Image image = TestImages.colour(37, 53, 4);
        Image back = compressed(image, 10);
        assertEquals(37, back.width());
        assertEquals(53, back.height());
        assertTrue(TestImages.psnr(image, back) > 25);
        // Sizes that fill up to the same blocks may share a stream and do not touch each other.
        Image other = TestImages.colour(40, 50, 5);
        StillCompressor compressor = new StillCompressor(Ffmpeg.find(), 10);
        assertArrayEquals(
                back.pixels(), compressor.compress(List.of(other, image)).get(1).pixels());
    }

    @Test
    void picturesOfDifferentStreams_areRefused() {
        StillCompressor compressor = new StillCompressor(Ffmpeg.find(), 23);
        List<Image> mixed = List.of(Image.blank(16, 16, 3), Image.blank(32, 16, 3));
        assertThrows(IllegalArgumentException.class, () -> compressor.compress(mixed));
    }

    @Test
    void settings_nameEncoderAndLevel() throws Exception {
        String settings = new StillCompressor(Ffmpeg.find(), 40).settings();
        assertTrue(settings.matches("h264 all-intra crf 40, .*x264 core \\d+.*, ffmpeg \\S+"), settings);
    }

    @Test
    void nothing_givesNothing() throws Exception {
        assertEquals(List.of(), new StillCompressor(Ffmpeg.find(), 23).compress(List.of()));
    }

    private static Image compressed(Image image, int crf) throws InterruptedException {
        return new StillCompressor(Ffmpeg.find(), crf).compress(List.of(image)).get(0);
    }

    /** From flat to noise, so that a rate control with a memory would show. */
    private static List<Image> varied(int count) {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(i % 5 == 0 ? filled(64, 40 + i) : i % 5 == 1 ? noise(64, i) : TestImages.colour(64, 64, i));
        }
        return images;
    }

    private static Image filled(int side, int value) {
        Image image = Image.blank(side, side, 3);
        java.util.Arrays.fill(image.pixels(), (byte) value);
        return image;
    }

    private static Image noise(int side, long seed) {
        Image image = Image.blank(side, side, 3);
        Seeds.of(seed).stream("noise").nextBytes(image.pixels());
        return image;
    }
}
