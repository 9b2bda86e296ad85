package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Pixels;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.blend.SelfBlend;
import io.unmask.media.Image;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfBlendedTest {
    private static final Landmarks FACE = new Landmarks(new float[] {12, 12, 36, 12, 36, 36, 12, 36});

    @TempDir
    Path cache;

    private record Noise(String name) implements Pixels {
        @Override
        public Image read() {
            return Pictures.noise(48, name);
        }

        @Override
        public String describe() {
            return name;
        }
    }

    /** Three reals with a face, one frame of them without landmarks, and a fake. */
    private record Reals(Compression level, boolean landmarks) implements DataSource {
        @Override
        public List<Clip> clips(DataRequest request) {
            List<Clip> clips = new ArrayList<>();
            for (String video : List.of("a", "b", "c")) {
                clips.add(clip(video, "real", Label.REAL));
            }
            clips.add(clip("z", "swap", Label.FAKE));
            return clips;
        }

        private Clip clip(String video, String method, Label label) {
            List<Frame> frames = List.of(
                    new Frame(0, new Noise(video + 0), null, landmarks ? FACE : null),
                    new Frame(9, new Noise(video + 9), null, landmarks && !video.equals("b") ? FACE : null));
            return new Clip("d", method, level, video, List.of("person " + video), label, frames);
        }
    }

    private static SelfBlended source(SelfBlended.Partner partner) {
        return new SelfBlended(
                new Reals(Compression.RAW, true), partner, SelfBlended.When.BEFORE_COMPRESSION, SelfBlend.standard());
    }

    private DataRequest request(long seed) {
        return new DataRequest(Split.TRAIN, Compression.LQ, Seeds.of(seed), cache);
    }

    @Test
    void everyReal_getsAFakeOfItself() {
        List<Clip> clips = source(SelfBlended.Partner.AS_GIVEN).clips(request(1));
        assertEquals(
                List.of(
                        "d/real/raw/a", "d/self_blended/raw/a",
                        "d/real/raw/b", "d/self_blended/raw/b",
                        "d/real/raw/c", "d/self_blended/raw/c"),
                clips.stream().map(Clip::key).toList());
        Clip real = clips.get(0);
        Clip fake = clips.get(1);
        assertEquals(Label.REAL, real.label());
        assertEquals(Label.FAKE, fake.label());
        assertEquals(real.identities(), fake.identities());
        assertEquals(List.of(0, 9), fake.frames().stream().map(Frame::number).toList());
        assertNotNull(fake.frames().get(0).mask());
        assertEquals(1, clips.get(2).frames().size());
        assertEquals(1, clips.get(3).frames().size());
    }

    @Test
    void reals_passUntouched_fakesDiffer() {
        for (Clip clip : source(SelfBlended.Partner.AS_GIVEN).clips(request(1))) {
            for (Frame frame : clip.frames()) {
                byte[] given = new Noise(clip.video() + frame.number()).read().pixels();
                boolean same = Arrays.equals(given, frame.image().read().pixels());
                assertEquals(clip.label() == Label.REAL, same);
            }
        }
    }

    @Test
    void fakes_dependOnTheSeedAlone_notOnThreadsOrCompression() {
        List<byte[]> once = pixels(request(1), false);
        List<byte[]> again = pixels(request(1).at(Compression.RAW), true);
        for (int i = 0; i < once.size(); i++) {
            assertArrayEquals(once.get(i), again.get(i));
        }
        List<byte[]> other = pixels(request(2), false);
        for (int i = 0; i < once.size(); i++) {
            assertFalse(Arrays.equals(once.get(i), other.get(i)));
        }
    }

    private static List<byte[]> pixels(DataRequest request, boolean parallel) {
        var frames = source(SelfBlended.Partner.AS_GIVEN).clips(request).stream()
                .filter(clip -> clip.label() == Label.FAKE)
                .flatMap(clip -> clip.frames().stream())
                .toList();
        var stream = parallel ? frames.parallelStream() : frames.stream();
        return stream.map(frame -> frame.image().read().pixels()).toList();
    }

    @Test
    void theTransformedPartner_isChangedInSomePairs_andOutsideTheMaskLikeItsFake() {
        int changed = 0;
        for (int seed = 0; seed < 8; seed++) {
            List<Clip> clips = source(SelfBlended.Partner.TRANSFORMED).clips(request(seed));
            Image real = clips.get(0).frames().get(0).image().read();
            Image fake = clips.get(1).frames().get(0).image().read();
            changed += Arrays.equals(real.pixels(), new Noise("a0").read().pixels()) ? 0 : 1;
            assertEquals(real.at(0, 0, 0), fake.at(0, 0, 0));
            assertEquals(real.at(47, 47, 2), fake.at(47, 47, 2));
        }
        assertTrue(changed > 0 && changed < 8, changed + " of 8 changed");
    }

    @Test
    void framesWithoutLandmarks_areListed() {
        assertEquals(
                List.of(new Skipped("b9", "no_landmarks")),
                source(SelfBlended.Partner.AS_GIVEN).skipped(request(1)));
    }

    @Test
    void aSourceWithoutLandmarksOrRawPixels_isRefused() {
        var blind = new SelfBlended(
                new Reals(Compression.RAW, false),
                SelfBlended.Partner.AS_GIVEN,
                SelfBlended.When.BEFORE_COMPRESSION,
                SelfBlend.standard());
        assertEquals(
                "self_blended: none of the 3 real clips has landmarks; give their source a table of landmarks, or use"
                        + " photographs, which finds faces by itself",
                assertThrows(BadInputException.class, () -> blind.clips(request(1)))
                        .getMessage());
        var compressed = new SelfBlended(
                new Reals(Compression.HQ, true),
                SelfBlended.Partner.AS_GIVEN,
                SelfBlended.When.BEFORE_COMPRESSION,
                SelfBlend.standard());
        assertEquals(
                "self_blended: d/real/hq/a is compressed already; fakes are blended before compression, so its source must"
                        + " have raw pictures",
                assertThrows(BadInputException.class, () -> compressed.clips(request(1)))
                        .getMessage());
    }

    @Test
    void blendingDuringTraining_isRefusedByName() {
        var error = assertThrows(
                CheckException.class,
                () -> new SelfBlended(
                        new Reals(Compression.RAW, true),
                        SelfBlended.Partner.AS_GIVEN,
                        SelfBlended.When.DURING_TRAINING,
                        SelfBlend.standard()));
        assertEquals(
                "when: must be before_compression; to blend during training, from reals that are compressed already, give train the reals alone and add the augmentation self_blend, but was during_training",
                error.getMessage());
    }
}
