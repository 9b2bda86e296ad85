package io.unmask.data.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Pixels;
import io.unmask.media.Image;
import io.unmask.media.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CompressedClipsTest {
    @TempDir
    Path cache;

    private final AtomicInteger reads = new AtomicInteger();
    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

    @Test
    void fakeThatEqualsItsReal_equalsItAfterCompressionToo() throws Exception {
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            clips.add(clip("real", "" + i, Label.REAL, new Made(48, 48, i)));
        }
        for (int i = 11; i >= 0; i--) {
            // Every third is another picture, so that chunks and neighbours differ.
            clips.add(clip("blend", "" + i, Label.FAKE, new Made(48, 48, i % 3 == 0 ? 100 + i : i)));
        }
        for (Compression level : List.of(Compression.HQ, Compression.LQ)) {
            List<Clip> packed = CompressedClips.at(level, clips, cache);
            for (int i = 0; i < 12; i++) {
                byte[] real = pixels(packed.get(i));
                byte[] fake = pixels(packed.get(23 - i));
                assertEquals(i % 3 != 0, java.util.Arrays.equals(real, fake), "picture " + i);
            }
        }
    }

    @Test
    void levels_changePicturesAndNothingElse() throws Exception {
        Image mask = TestImages.mask(40, 30, 3, 4, 5, 6);
        Frame frame = new Frame(7, new Made(40, 30, 1), new Fixed(mask), null);
        Clip clip = new Clip("set", "m", Compression.RAW, "v", List.of("a", "b"), Label.FAKE, List.of(frame));
        Clip packed = CompressedClips.at(Compression.HQ, List.of(clip), cache).get(0);
        assertEquals(Compression.HQ, packed.compression());
        assertEquals("set/m/hq/v", packed.key());
        assertEquals(List.of("a", "b"), packed.identities());
        assertEquals(7, packed.frames().get(0).number());
        Pixels packedMask = packed.frames().get(0).mask();
        assertTrue(packedMask != null);
        assertArrayEquals(mask.pixels(), packedMask.read().pixels());
        double psnr = TestImages.psnr(
                TestImages.colour(40, 30, 1), packed.frames().get(0).image().read());
        assertTrue(psnr > 15 && psnr < 60, psnr + " dB");
    }

    @Test
    void manySizes_workersAndOrder_doNotChangeAPicture() throws Exception {
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            clips.add(clip("real", "" + i, Label.REAL, new Made(20 + 7 * (i % 5), 30 + 9 * (i % 3), i)));
        }
        List<Clip> one =
                CompressedClips.at(Compression.LQ, clips, Packing.COSTLY, cache.resolve("a"), 1, BuildListener.SILENT);
        List<Clip> reversed = new ArrayList<>(clips);
        Collections.reverse(reversed);
        List<Clip> three = CompressedClips.at(
                Compression.LQ, reversed, Packing.COSTLY, cache.resolve("b"), 3, BuildListener.SILENT);
        for (int i = 0; i < 30; i++) {
            assertEquals("" + i, one.get(i).video());
            assertArrayEquals(pixels(one.get(i)), pixels(three.get(29 - i)));
        }
    }

    @Test
    void secondTime_readsTwoPicturesToCheckAndKeepsTheFile() throws Exception {
        List<Clip> clips = costly(10, 0);
        CompressedClips.at(Compression.RAW, clips, cache);
        assertEquals(10, reads.get());
        List<Clip> again = CompressedClips.at(Compression.RAW, costly(10, 0), cache);
        assertEquals(12, reads.get());
        pixels(again.get(4));
        assertEquals(12, reads.get());
        assertEquals(1, names().size());
    }

    @Test
    void sourceThatGivesOtherPixelsUnderTheSameFingerprint_isNoticed() throws Exception {
        CompressedClips.at(Compression.RAW, costly(10, 0), cache);
        List<Clip> changed = CompressedClips.at(Compression.RAW, costly(10, 50), Packing.COSTLY, cache, 2, listener());
        assertArrayEquals(TestImages.colour(16, 16, 54).pixels(), pixels(changed.get(4)));
        assertTrue(messages.get(0).contains("made anew"), messages.toString());
    }

    @Test
    void cheapRawClipsAndClipsAtTheLevel_areLeftAlone() throws Exception {
        List<Clip> raw = List.of(clip("real", "a", Label.REAL, new Made(16, 16, 1)));
        assertSame(raw.get(0), CompressedClips.at(Compression.RAW, raw, cache).get(0));
        Clip hq = new Clip(
                "d",
                "m",
                Compression.HQ,
                "v",
                List.of("a"),
                Label.REAL,
                raw.get(0).frames());
        assertSame(hq, CompressedClips.at(Compression.HQ, List.of(hq), cache).get(0));
        BadInputException e =
                assertThrows(BadInputException.class, () -> CompressedClips.at(Compression.LQ, List.of(hq), cache));
        assertTrue(e.getMessage().contains("d/m/hq/v"), e.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    void packingAll_keepsCheapOnesToo_atAnyLevel_asTheyAre() throws Exception {
        Made made = new Made(16, 16, 1);
        for (Compression level : List.of(Compression.RAW, Compression.HQ)) {
            Clip clip = new Clip("d", "m", level, "v", List.of("a"), Label.REAL, List.of(new Frame(0, made)));
            Clip packed = CompressedClips.at(level, List.of(clip), Packing.ALL, cache, 2, BuildListener.SILENT)
                    .get(0);
            assertArrayEquals(made.read().pixels(), pixels(packed));
            assertEquals(level, packed.compression());
            Pixels kept = packed.frames().get(0).image();
            assertEquals(made.describe(), kept.describe());
            assertNotEquals(made.fingerprint(), kept.fingerprint());
        }
        assertEquals(2, names().size());
    }

    @Test
    void unreadablePicture_isNamedWhenItIsLoaded() throws Exception {
        Pixels broken = new Pixels() {
            @Override
            public Image read() {
                throw new BadInputException("x.jpg: the JPEG is cut off");
            }

            @Override
            public String describe() {
                return "x.jpg";
            }
        };
        List<Clip> clips = List.of(clip("m", "a", Label.REAL, new Made(16, 16, 1)), clip("m", "b", Label.REAL, broken));
        List<Clip> packed = CompressedClips.at(Compression.HQ, clips, cache);
        pixels(packed.get(0));
        BadInputException e = assertThrows(BadInputException.class, () -> pixels(packed.get(1)));
        assertTrue(e.getMessage().startsWith("x.jpg: the JPEG is cut off"), e.getMessage());
    }

    @Test
    void settings_areWrittenOutAndDifferBetweenLevels() throws Exception {
        assertEquals("as given", CompressedClips.settings(Compression.RAW));
        assertTrue(CompressedClips.settings(Compression.HQ).contains("crf 23"));
        assertNotEquals(CompressedClips.settings(Compression.HQ), CompressedClips.settings(Compression.LQ));
    }

    private record Made(int width, int height, int seed) implements Pixels {
        @Override
        public Image read() {
            return TestImages.colour(width, height, seed);
        }

        @Override
        public String describe() {
            return "made " + width + "x" + height + " " + seed;
        }
    }

    private record Fixed(Image image) implements Pixels {
        @Override
        public Image read() {
            return image;
        }

        @Override
        public String describe() {
            return "fixed";
        }
    }

    private List<Clip> costly(int count, int shift) {
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int seed = i;
            Pixels pixels = new Pixels() {
                @Override
                public Image read() {
                    reads.incrementAndGet();
                    return TestImages.colour(16, 16, seed + shift);
                }

                @Override
                public String describe() {
                    return "costly " + seed;
                }

                @Override
                public boolean isCostly() {
                    return true;
                }
            };
            clips.add(clip("blend", "" + i, Label.FAKE, pixels));
        }
        return clips;
    }

    private static Clip clip(String method, String video, Label label, Pixels pixels) {
        return new Clip("set", method, Compression.RAW, video, List.of(video), label, List.of(new Frame(0, pixels)));
    }

    private static byte[] pixels(Clip clip) {
        return clip.frames().get(0).image().read().pixels();
    }

    private BuildListener listener() {
        return new BuildListener() {
            @Override
            public void message(String text) {
                messages.add(text);
            }

            @Override
            public void progress(String what, int done, int total) {}
        };
    }

    private List<String> names() throws IOException {
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
