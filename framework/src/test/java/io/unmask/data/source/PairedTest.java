package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.augment.Flip;
import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Feed;
import io.unmask.data.Frame;
import io.unmask.data.HostBatch;
import io.unmask.data.Label;
import io.unmask.data.Needs;
import io.unmask.data.Pixels;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.load.Loader;
import io.unmask.data.load.LoaderSettings;
import io.unmask.media.Image;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PairedTest {
    private static final DataRequest REQUEST =
            new DataRequest(Split.TEST, Compression.HQ, Seeds.of(1), Path.of("unused"));

    private static Clip clip(String video, Label label, String person, Compression level, Frame... frames) {
        return new Clip("set", "method", level, video, List.of(person), label, List.of(frames));
    }

    /** A picture whose left half is black and whose right half is of a value. */
    private static Pixels halves(int side, int channels, int value) {
        return new Pixels() {
            @Override
            public Image read() {
                byte[] pixels = new byte[side * side * channels];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = (byte) (i / channels % side < side / 2 ? 0 : value);
                }
                return new Image(side, side, channels, pixels);
            }

            @Override
            public String describe() {
                return "half of " + value;
            }
        };
    }

    private static DataSource source(Clip... clips) {
        return request -> List.of(clips);
    }

    private static final DataSource FACES = source(
            clip("a", Label.REAL, "p", Compression.HQ, new Frame(0, halves(8, 3, 100)), new Frame(7, halves(8, 3, 90))),
            clip("b", Label.REAL, "q", Compression.HQ, new Frame(0, halves(8, 3, 80))));

    private static final DataSource SOUND =
            source(clip("a", Label.FAKE, "r", Compression.RAW, new Frame(0, halves(32, 1, 60))));

    @Test
    void everyFrame_hasThePictureOfItsVideo_andEitherFakeHalfMakesAFake() {
        List<Clip> pairs = new Paired(FACES, SOUND, Paired.Missing.SKIP).clips(REQUEST);
        assertEquals(1, pairs.size());
        assertEquals(Label.FAKE, pairs.get(0).label());
        assertEquals(List.of("p", "r"), pairs.get(0).identities());
        assertEquals(Compression.HQ, pairs.get(0).compression());
        pairs.get(0).frames().forEach(frame -> assertEquals("half of 60", describe(frame)));
        assertEquals(7, pairs.get(0).frames().get(1).number());
    }

    private static String describe(Frame frame) {
        return frame.second() == null ? "none" : frame.second().describe();
    }

    @Test
    void missingHalf_isAnError_orLeftOutAndListed_orBlack() {
        var error = assertThrows(
                BadInputException.class, () -> new Paired(FACES, SOUND, Paired.Missing.ERROR).clips(REQUEST));
        assertTrue(String.valueOf(error.getMessage()).startsWith("set/method/hq/b, frame 0: second has no picture"));
        assertEquals(
                List.of(new Skipped("set/method/hq/b", Paired.RULE)),
                new Paired(FACES, SOUND, Paired.Missing.SKIP).skipped(REQUEST));
        List<Clip> all = new Paired(FACES, SOUND, Paired.Missing.BLACK).clips(REQUEST);
        assertEquals(2, all.size());
        assertEquals("black second picture", describe(all.get(1).frames().get(0)));
        assertEquals(Label.REAL, all.get(1).label());
    }

    @Test
    void soundOfAVideo_isMadeOnceForAllItsFrames() {
        AtomicInteger made = new AtomicInteger();
        Pixels counted = new Pixels() {
            @Override
            public Image read() {
                made.incrementAndGet();
                return Image.blank(8, 8, 1);
            }

            @Override
            public String describe() {
                return "counted";
            }
        };
        DataSource sound = source(clip("a", Label.REAL, "p", Compression.RAW, new Frame(0, counted)));
        for (Frame frame : new Paired(FACES, sound, Paired.Missing.SKIP)
                .clips(REQUEST)
                .get(0)
                .frames()) {
            Pixels second = frame.second();
            assertEquals(8, second == null ? 0 : second.read().width());
        }
        assertEquals(1, made.get());
    }

    @Test
    void sourcesThatShareNoVideo_areRefused() {
        DataSource other = source(clip("c", Label.REAL, "p", Compression.RAW, new Frame(0, halves(8, 1, 1))));
        var refused = assertThrows(
                BadInputException.class, () -> new Paired(FACES, other, Paired.Missing.SKIP).clips(REQUEST));
        assertTrue(String.valueOf(refused.getMessage()).contains("first has method/a and others, second method/c"));
    }

    @Test
    void companions_keepTheirOwnSide_andNoAugmentationReachesThem() {
        LoaderSettings settings = LoaderSettings.of(4, 2, 1)
                .with(new Needs(false, null, true, 16))
                .with(LoaderSettings.LastBatch.KEEP);
        Loader loader = new Loader(new Paired(FACES, SOUND, Paired.Missing.BLACK).clips(REQUEST), settings);
        try (Feed.Batches batches = loader.evaluation()) {
            HostBatch batch = batches.next();
            assertEquals(16, batch.secondSide());
            assertEquals(2 * 16 * 16 * 3, second(batch).length);
            assertEquals(0, second(batch)[0]);
            assertEquals(60, second(batch)[15 * 3]);
            assertEquals(16 * 16 * 3, second(batch.only(1)).length);
            assertEquals(16 * 16 * 3, second(batch.only(1).resized(8)).length);
        }
        try (Feed.Batches batches =
                loader.training(List.of(new Flip(1)), Seeds.of(1)).epoch(0, 0)) {
            HostBatch batch = batches.next();
            // The face is mirrored, its sound is not.
            assertEquals(0, batch.pixels()[3 * 3]);
            assertEquals(0, second(batch)[0]);
        }
    }

    private static byte[] second(HostBatch batch) {
        byte[] second = batch.second();
        return second == null ? new byte[0] : second;
    }
}
