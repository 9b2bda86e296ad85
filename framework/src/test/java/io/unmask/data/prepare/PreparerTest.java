package io.unmask.data.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.face.FaceDetector;
import io.unmask.data.portraits.PortraitVideo;
import io.unmask.data.video.All;
import io.unmask.data.video.Even;
import io.unmask.data.video.Recording;
import io.unmask.files.Sha256;
import io.unmask.media.Crops;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.TestImages;
import io.unmask.media.video.TestVideos;
import io.unmask.media.video.VideoFrames;
import io.unmask.media.video.VideoInfo;
import io.unmask.media.video.VideoProbe;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PreparerTest {
    @TempDir
    Path folder;

    @Test
    void crops_areTheStatedWindowsOfTheChosenFrames() throws Exception {
        Path file = TestVideos.plain(folder.resolve("a.mp4"));
        List<Recording> videos = List.of(Tiny.real("a", file));
        Preparation settings = Tiny.preparation(folder.resolve("out"), videos, new Even(5), PictureFormat.RAW);
        PrepareOutcome outcome = new Preparer(settings, 1, PrepareListener.SILENT).run(1, 1);
        assertEquals(5, outcome.crops());
        assertFalse(outcome.isPartial());
        Clip clip = clips(settings, Split.TRAIN).get(0);
        VideoInfo info = VideoProbe.of(file);
        Map<Integer, Image> frames = new TreeMap<>();
        VideoFrames.decode(file, info, new All().of(30), 1, frames::put);
        assertEquals(
                List.of(0, 7, 14, 21, 29),
                clip.frames().stream().map(Frame::number).toList());
        for (Frame frame : clip.frames()) {
            Image expected = Crops.window(frames.get(frame.number()), 20 + frame.number(), 10, 60, 60);
            assertArrayEquals(expected.pixels(), frame.image().read().pixels(), "frame " + frame.number());
        }
    }

    @Test
    void workersInterruptionsAndShards_changeNoByte() throws Exception {
        List<Recording> videos = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Path file = TestVideos.write(
                    PortraitVideo.of(i).sized(200 + 10 * i, 180).lasting(12), folder.resolve(i + ".mp4"));
            videos.add(Tiny.real("v" + i, file));
        }
        Map<String, String> one = prepared("one", videos, 1);
        assertEquals(one, prepared("three", videos, 3));
        Preparation interrupted = Tiny.preparation(folder.resolve("interrupted"), videos);
        for (int after = 1; after < 4; after += 2) {
            Thread self = Thread.currentThread();
            int stop = after;
            PrepareListener stopping = new PrepareListener() {
                private int done;

                @Override
                public synchronized void done(Optional<LeftOut> leftOut) {
                    if (++done == stop) {
                        self.interrupt();
                    }
                }
            };
            assertThrows(InterruptedException.class, () -> new Preparer(interrupted, 2, stopping).run(1, 1));
            assertFalse(Files.exists(folder.resolve("interrupted/manifest.json")));
        }
        PrepareOutcome rest = new Preparer(interrupted, 2, PrepareListener.SILENT).run(1, 1);
        assertTrue(rest.kept() >= 2, rest.toString());
        assertEquals(one, hashes(folder.resolve("interrupted")));
        Preparation sharded = Tiny.preparation(folder.resolve("sharded"), videos);
        assertFalse(new Preparer(sharded, 1, PrepareListener.SILENT).run(2, 3).complete());
        assertFalse(new Preparer(sharded, 1, PrepareListener.SILENT).run(1, 3).complete());
        assertTrue(new Preparer(sharded, 1, PrepareListener.SILENT).run(3, 3).complete());
        assertEquals(one, hashes(folder.resolve("sharded")));
    }

    @Test
    void masksAreCutAlikeAndFollowTheirFrames() throws Exception {
        Path fake = Files.createDirectory(folder.resolve("fake"));
        Path mask = Files.createDirectory(folder.resolve("mask"));
        for (int i = 0; i < 12; i++) {
            ImageFiles.write(fake.resolve("frame_" + i + ".png"), TestImages.colour(140, 100, i));
            ImageFiles.write(mask.resolve("frame_" + i + ".png"), TestImages.mask(140, 100, 25 + i, 15, 30, 20));
        }
        List<Recording> videos = List.of(Tiny.recording("swap", "a_b", Label.FAKE, fake, mask));
        Preparation settings = Tiny.preparation(folder.resolve("out"), videos, new All(), PictureFormat.PNG);
        new Preparer(settings, 1, PrepareListener.SILENT).run(1, 1);
        Clip clip = clips(settings, Split.TRAIN).get(0);
        assertEquals(List.of("a", "b"), clip.identities());
        assertEquals(12, clip.frames().size());
        for (int i = 0; i < 12; i++) {
            Frame frame = clip.frames().get(i);
            Image expected = Crops.window(TestImages.colour(140, 100, i), 20 + i, 10, 60, 60);
            assertArrayEquals(expected.pixels(), frame.image().read().pixels());
            assertNotNull(frame.mask());
            Image white = Crops.window(TestImages.mask(140, 100, 25 + i, 15, 30, 20), 20 + i, 10, 60, 60);
            assertArrayEquals(white.pixels(), frame.mask().read().pixels());
        }
    }

    @Test
    void framesWithoutAFace_areListedAndLeftOut() throws Exception {
        List<Recording> videos = List.of(Tiny.real("a,\"b\"", TestVideos.plain(folder.resolve("a.mp4"))));
        Preparation plain = Tiny.preparation(folder.resolve("out"), videos, new All(), PictureFormat.JPEG);
        Preparation settings = Tiny.with(plain, new Tiny.Moving(0, 0, 50, 10));
        PrepareOutcome outcome = new Preparer(settings, 1, PrepareListener.SILENT).run(1, 1);
        assertEquals(28, outcome.crops());
        assertEquals(2, outcome.skippedFrames());
        assertTrue(outcome.isPartial());
        PreparedCrops source = source(settings);
        assertEquals(
                List.of("tiny/real/raw/a,\"b\", frame 10", "tiny/real/raw/a,\"b\", frame 20"),
                source.skipped(request(Split.TRAIN)).stream()
                        .map(skipped -> skipped.what())
                        .toList());
        String skipped = Files.readString(folder.resolve("out/skipped.csv"));
        assertTrue(skipped.contains("frame 20\",no_face,"), skipped);
        assertTrue(Files.readString(folder.resolve("out/manifest.json")).contains("\"no_face\" : 2"));
    }

    @Test
    void otherSettings_areRefusedWithTheDifference() throws Exception {
        List<Recording> videos = List.of(Tiny.real("a", TestVideos.plain(folder.resolve("a.mp4"))));
        new Preparer(Tiny.preparation(folder.resolve("out"), videos), 1, PrepareListener.SILENT).run(1, 1);
        Preparation other = Tiny.preparation(folder.resolve("out"), videos, new Even(9), PictureFormat.JPEG);
        BadInputException e =
                assertThrows(BadInputException.class, () -> new Preparer(other, 1, PrepareListener.SILENT).run(1, 1));
        assertTrue(e.getMessage().contains("there: frames Even[count=4]"), e.getMessage());
        assertTrue(e.getMessage().contains("asked: frames Even[count=9]"), e.getMessage());
    }

    @Test
    void everySettingThatShapesACrop_isInTheFingerprint() {
        Preparation one = Tiny.preparation(folder.resolve("out"), List.of());
        FaceDetector faces = new Tiny.Moving(1, 1, 1, 0);
        assertNotEquals(one.fingerprint(), Tiny.with(one, faces).fingerprint());
        String all = String.join("\n", one.fingerprint());
        for (String word :
                List.of("frames", "faces", "choose", "crop", "masks", "format JPEG 90", "ffmpeg", "opencv")) {
            assertTrue(all.contains(word), word + " in " + all);
        }
    }

    @Test
    void videoThatChanged_isMadeAnewAndADamagedPackToo() throws Exception {
        Path a = TestVideos.plain(folder.resolve("a.mp4"));
        Path b = TestVideos.write(PortraitVideo.of(1), folder.resolve("b.mp4"));
        List<Recording> videos = List.of(Tiny.real("a", a), Tiny.real("b", b));
        Map<String, String> before = prepared("out", videos, 1);
        TestVideos.write(PortraitVideo.of(2), a);
        Files.setLastModifiedTime(a, FileTime.from(Instant.now().plusSeconds(5)));
        Path pack;
        try (Stream<Path> packs = Files.walk(folder.resolve("out/packs"))) {
            pack = packs.filter(path -> path.getFileName().toString().startsWith("b-"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] half = Files.readAllBytes(pack);
        Files.write(pack, java.util.Arrays.copyOf(half, half.length / 2));
        PrepareOutcome outcome =
                new Preparer(Tiny.preparation(folder.resolve("out"), videos), 1, PrepareListener.SILENT).run(1, 1);
        assertEquals(0, outcome.kept());
        Map<String, String> after = hashes(folder.resolve("out"));
        String name = folder.resolve("out").relativize(pack).toString();
        assertEquals(before.get(name), after.get(name));
        assertNotEquals(before, after);
    }

    @Test
    void unsplitPeople_areDividedAndFakesBetweenTheParts_areListed() throws Exception {
        List<Recording> videos = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Path file = folder.resolve(i + ".png");
            ImageFiles.write(file, TestImages.colour(100, 90, i));
            int other = (i + 1) % 6;
            videos.add(unsplit("real", "p" + i, List.of("p" + i), Label.REAL, file));
            videos.add(unsplit("swap", "p" + i + "_p" + other, List.of("p" + i, "p" + other), Label.FAKE, file));
        }
        Preparation settings = Tiny.preparation(folder.resolve("out"), videos);
        new Preparer(settings, 2, PrepareListener.SILENT).run(1, 1);
        int clips = 0;
        int skipped = 0;
        for (Split split : Split.values()) {
            clips += clips(settings, split).size();
            skipped += source(settings).skipped(request(split)).size();
        }
        assertEquals(12, clips + skipped);
        assertTrue(skipped >= 3, skipped + " skipped");
    }

    private static Recording unsplit(String method, String video, List<String> people, Label label, Path file) {
        return new Recording("tiny", method, Compression.RAW, video, people, label, null, file, null);
    }

    private Map<String, String> prepared(String name, List<Recording> videos, int jobs) throws Exception {
        new Preparer(Tiny.preparation(folder.resolve(name), videos), jobs, PrepareListener.SILENT).run(1, 1);
        return hashes(folder.resolve(name));
    }

    private static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> hashes.put(folder.relativize(file).toString(), Sha256.of(file)));
        }
        return hashes;
    }

    private static PreparedCrops source(Preparation settings) {
        return new PreparedCrops(settings.output(), null, List.of(), 0, 0.5, 0.25, 1);
    }

    private List<Clip> clips(Preparation settings, Split split) {
        return source(settings).clips(request(split));
    }

    private DataRequest request(Split split) {
        return new DataRequest(split, Compression.RAW, Seeds.of(1), folder.resolve("cache"));
    }
}
