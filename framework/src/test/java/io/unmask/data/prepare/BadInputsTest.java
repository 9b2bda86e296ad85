package io.unmask.data.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.cluster.Local;
import io.unmask.data.Label;
import io.unmask.data.Skipped;
import io.unmask.data.face.Face;
import io.unmask.data.face.FaceDetector;
import io.unmask.data.face.FaceFinder;
import io.unmask.data.portraits.PortraitVideo;
import io.unmask.data.video.Even;
import io.unmask.data.video.Recording;
import io.unmask.data.video.VideoSet;
import io.unmask.media.ImageFiles;
import io.unmask.media.TestImages;
import io.unmask.media.video.TestVideos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be wrong with the videos of a data set, in one data set with a good video at either end. */
@Timeout(180)
class BadInputsTest {
    @TempDir
    Path folder;

    /** For each video, the rule and the words that its cause must have. */
    private final Map<String, List<String>> expected = new LinkedHashMap<>();

    private final List<Recording> recordings = new ArrayList<>();

    private record Incomplete(List<Recording> recordings) implements VideoSet {
        @Override
        public String source() {
            return "made by a test";
        }

        @Override
        public List<Skipped> skipped() {
            return List.of(new Skipped("id9_0001.mp4", "missing_video"));
        }
    }

    /** Fails as OpenCV does on some pictures, finds nothing on others. */
    private record Moody() implements FaceDetector {
        @Override
        public FaceFinder open() {
            return (picture, video, frame) -> {
                if (video.endsWith("/moody")) {
                    throw new IllegalStateException("OpenCV(4.13.0) error: (-215:Assertion failed)");
                }
                return video.endsWith("/nobody") ? List.of() : List.of(new Face(5, 5, 40, 40, 1, null));
            };
        }

        @Override
        public String fingerprint() {
            return "moody";
        }
    }

    @Test
    void twentyFourKindsOfBadInput_areEachNamedWithTheirCauseAndTheRestCompletes() throws Exception {
        good("first");
        videos();
        pictures();
        masks();
        bad("moody", "unusable", "OpenCV(4.13.0) error", TestVideos.plain(file("moody.mp4")));
        recordings.add(Tiny.real("last", TestVideos.plain(file("again.mp4"))));
        good("last");
        expected.put("last", List.of("same_name", "has the name of"));
        assertTrue(expected.size() >= 24, expected.size() + " kinds of videos");
        Preparation settings = settings();
        PrepareOutcome outcome = new Preparer(settings, 3, PrepareListener.SILENT).run(1, 1);
        Map<String, LeftOut> leftOut = new LinkedHashMap<>();
        outcome.leftOut().forEach(reason -> leftOut.put(reason.what(), reason));
        expected.forEach((video, rule) -> {
            LeftOut reason = leftOut.get("tiny/" + (video.startsWith("m_") ? "swap" : "real") + "/raw/" + video);
            assertTrue(reason != null, video + " is not named in " + leftOut.keySet());
            assertEquals(rule.get(0), reason.rule(), reason.cause());
            assertTrue(reason.cause().contains(rule.get(1)), video + ": " + reason.cause());
            assertFalse(reason.cause().contains("\n"), reason.cause());
        });
        assertTrue(leftOut.containsKey("id9_0001.mp4"), leftOut.keySet().toString());
        assertEquals(expected.size() + 1, leftOut.size(), leftOut.keySet().toString());
        assertEquals(4 + 4 + 3, outcome.crops());
        assertEquals(4, outcome.skippedFrames());
        assertTrue(outcome.isPartial());
        String table = Files.readString(settings.output().resolve("skipped.csv"));
        outcome.leftOut().forEach(reason -> assertTrue(table.contains(reason.rule()), reason.what()));
        assertEquals(1 + outcome.leftOut().size() + 4, table.lines().count());
    }

    private Preparation settings() {
        Preparation tiny = Tiny.preparation(folder.resolve("out"), List.of(), new Even(4), PictureFormat.JPEG);
        return new Preparation(
                "bad",
                new Incomplete(recordings),
                tiny.frames(),
                new Moody(),
                tiny.choose(),
                tiny.crop(),
                true,
                tiny.format(),
                tiny.quality(),
                tiny.output(),
                Skipping.FAIL,
                new Local());
    }

    private void videos() throws IOException {
        bad("missing", "missing", "no such file", file("missing.mp4"));
        bad("dangling", "missing", "link to a file", Files.createSymbolicLink(file("l.mp4"), file("nowhere.mp4")));
        bad("empty", "empty", "empty (0 bytes)", TestVideos.write(file("empty.mp4"), new byte[0]));
        bad("text", "no_video", "no video that ffmpeg can read", TestVideos.text(file("text.mp4")));
        bad("zeros", "no_video", "no video that ffmpeg can read", TestVideos.write(file("zeros.avi"), new byte[9000]));
        bad("photo", "photograph", "is a picture (mjpeg)", TestVideos.photograph(file("photo.mp4")));
        bad("truncated", "truncated", "ends too early", TestVideos.truncated(file("truncated.mp4")));
        bad("index", "no_index", "moov atom", TestVideos.withoutIndex(file("index.mp4")));
        bad("frames", "no_frames", "holds no frames", TestVideos.withoutFrames(file("frames.mp4")));
        bad("sound", "no_pictures", "sound but no pictures", TestVideos.soundAlone(file("sound.mp4")));
        bad("garbled", "undecodable", "cannot be decoded", TestVideos.garbled(file("garbled.mp4")));
        bad("device", "unreadable", "a pipe or a device", Path.of("/dev/null"));
        // No fault of the file: named frame by frame.
        recordings.add(Tiny.real("nobody", TestVideos.plain(file("nobody.mp4"))));
    }

    private void pictures() throws IOException {
        byte[] jpeg = ImageFiles.encodeJpeg(TestImages.colour(90, 80, 2), 90);
        bad("bare", "no_frames", "holds no pictures", Files.createDirectory(file("bare")));
        bad("half", "unusable", "half.jpg", TestVideos.write(file("half.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2)));
        bad("note", "unusable", "note.png", TestVideos.text(file("note.png")));
        bad("nothing", "unusable", "nothing.png", TestVideos.write(file("nothing.png"), new byte[0]));
        bad("gone", "missing", "no such file", file("gone.jpg"));
        Path mixed = Files.createDirectory(file("mixed"));
        TestVideos.write(mixed.resolve("000.jpg"), jpeg);
        TestVideos.write(mixed.resolve("001.jpg"), Arrays.copyOf(jpeg, 300));
        bad("mixed", "unusable", "001.jpg", mixed);
        Path fine = Files.createDirectory(file("fine"));
        for (int i = 0; i < 3; i++) {
            TestVideos.write(fine.resolve(i + ".jpg"), jpeg);
        }
        recordings.add(Tiny.real("fine", fine));
    }

    private void masks() throws IOException {
        Path video = TestVideos.plain(file("fake.mp4"));
        masked("m_none", "missing", "no such file", video, file("nomask.mp4"));
        masked("m_empty", "empty", "empty", video, TestVideos.write(file("mask.mp4"), new byte[0]));
        Path small = TestVideos.write(PortraitVideo.of(3).sized(160, 160), file("small.mp4"));
        masked("m_small", "unusable", "the mask is 160x160, but", video, small);
        Path brief = TestVideos.write(PortraitVideo.of(3).lasting(12), file("brief.mp4"));
        masked("m_brief", "unusable", "the mask has 12 frames", video, brief);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void good(String name) {
        recordings.add(Tiny.real(name, TestVideos.plain(file(name + ".mp4"))));
    }

    private void bad(String name, String rule, String words, Path file) {
        expected.put(name, List.of(rule, words));
        recordings.add(Tiny.real(name, file));
    }

    private void masked(String name, String rule, String words, Path file, Path mask) {
        expected.put(name, List.of(rule, words));
        recordings.add(Tiny.recording("swap", name, Label.FAKE, file, mask));
    }
}
