package io.unmask.media.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.portraits.PortraitVideo;
import io.unmask.data.video.All;
import io.unmask.data.video.Even;
import io.unmask.data.video.Every;
import io.unmask.media.Image;
import io.unmask.media.video.UnusableVideoException.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class VideoFramesTest {
    @TempDir
    Path folder;

    @Test
    void probe_tellsCodecSizeRateSoundAndEncoder() throws Exception {
        VideoInfo info = VideoProbe.of(TestVideos.plain(folder.resolve("a.mp4")));
        assertEquals("h264", info.codec());
        assertEquals("yuv420p", info.pixelFormat());
        assertEquals(320, info.width());
        assertEquals(240, info.height());
        assertEquals(30, info.frames());
        assertEquals(25, info.framesPerSecond(), 0.01);
        assertFalse(info.variableRate());
        assertFalse(info.truncated());
        assertTrue(String.valueOf(info.sound()).startsWith("aac (LC), 16000 Hz"), info.sound());
        EncoderSettings encoder = info.encoder();
        assertTrue(encoder != null && encoder.encoder().startsWith("x264 - core "), String.valueOf(encoder));
        assertEquals(23, encoder.constantRateFactor().orElse(-1));
        assertFalse(encoder.isLossless());
    }

    @Test
    void framesArriveInOrderOnceAndShowWhatWasEncoded() throws Exception {
        PortraitVideo video = PortraitVideo.of(1).at(4);
        Path file = TestVideos.write(video, folder.resolve("a.mp4"));
        VideoInfo info = VideoProbe.of(file);
        Map<Integer, Image> all = frames(file, info, new All().of(30));
        assertEquals(30, all.size());
        // The portrait moves: where it was is the backdrop again.
        assertNotEquals(video.left(3), video.left(17));
        Map<Integer, Image> some = frames(file, info, new Even(7).of(30));
        assertEquals(List.of(0, 4, 9, 14, 19, 24, 29), new ArrayList<>(some.keySet()));
        some.forEach((number, image) -> assertArrayEquals(all.get(number).pixels(), image.pixels(), "frame " + number));
        frames(file, info, new Every(4).of(30))
                .forEach((number, image) ->
                        assertArrayEquals(all.get(number).pixels(), image.pixels(), "frame " + number));
        assertTrue(differs(all.get(3), all.get(17)));
    }

    @Test
    void threadsOfTheDecoder_changeNoPixel() throws Exception {
        Path file = TestVideos.plain(folder.resolve("a.mp4"));
        VideoInfo info = VideoProbe.of(file);
        Map<Integer, Image> one = frames(file, info, new All().of(30));
        List<Image> three = new ArrayList<>();
        VideoFrames.decode(file, info, new All().of(30), 3, (number, image) -> three.add(image));
        for (int i = 0; i < 30; i++) {
            assertArrayEquals(one.get(i).pixels(), three.get(i).pixels());
        }
    }

    @Test
    void unevenTimes_areSeenAndNoFrameIsDoubledOrDropped() throws Exception {
        Path file = TestVideos.write(PortraitVideo.of(0).unevenly(), folder.resolve("vfr.mp4"));
        VideoInfo info = VideoProbe.of(file);
        assertTrue(info.variableRate());
        assertEquals(30, info.frames());
        Map<Integer, Image> all = frames(file, info, new All().of(30));
        for (int i = 1; i < 30; i++) {
            assertTrue(differs(all.get(i - 1), all.get(i)), "frames " + (i - 1) + " and " + i + " are the same");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 180, 270})
    void rotation_isApplied(int clockwise) throws Exception {
        Path plain = TestVideos.plain(folder.resolve("a.mp4"));
        Image upright = frames(plain, VideoProbe.of(plain), new int[] {5}).get(5);
        Path file = TestVideos.rotated(folder.resolve("turned.mp4"), clockwise);
        VideoInfo info = VideoProbe.of(file);
        assertEquals((360 - clockwise) % 360, info.rotationDegrees());
        assertEquals(clockwise == 180 ? 320 : 240, info.width());
        Image turned = frames(file, info, new int[] {5}).get(5);
        // The upper left corner goes to the upper right, the lower right, the lower left.
        int x = clockwise == 270 ? 0 : info.width() - 1;
        int y = clockwise == 90 ? 0 : info.height() - 1;
        for (int c = 0; c < 3; c++) {
            assertEquals(upright.at(0, 0, c), turned.at(x, y, c), 12);
        }
    }

    @Test
    void oddSizesAndNoSound_areRead() throws Exception {
        Path file = folder.resolve("odd.mkv");
        TestVideos.plain(folder.resolve("a.mp4"));
        TestVideos.ffmpeg(
                folder.resolve("a.mp4"),
                file,
                "-an",
                "-vf",
                "scale=251:187,format=yuv444p",
                "-c:v",
                "libx264",
                "-crf",
                "20");
        VideoInfo info = VideoProbe.of(file);
        assertEquals(251, info.width());
        assertEquals(187, info.height());
        assertNull(info.sound());
        assertEquals(3, frames(file, info, new int[] {0, 7, 29}).size());
    }

    @Test
    void framesHiddenByAnEditList_areNotCounted() throws Exception {
        Path file = TestVideos.cut(folder.resolve("cut.mp4"));
        VideoInfo info = VideoProbe.of(file);
        assertTrue(info.frames() < 30, info.toString());
        assertEquals(
                info.frames(), frames(file, info, new All().of(info.frames())).size());
    }

    @Test
    void contentCounts_notTheName() throws Exception {
        Path file = folder.resolve("really_mp4.avi");
        Files.move(TestVideos.plain(folder.resolve("a.mp4")), file);
        VideoInfo info = VideoProbe.of(file);
        assertTrue(info.container().contains("mp4"), info.container());
        assertEquals(2, frames(file, info, new int[] {0, 29}).size());
    }

    @Test
    void truncatedVideo_isReadableAsFarAsItGoesAndSaysSo() throws Exception {
        VideoInfo info = VideoProbe.of(TestVideos.truncated(folder.resolve("t.mp4")));
        assertTrue(info.truncated());
        assertTrue(info.frames() > 5 && info.frames() < 30, info.toString());
    }

    @Test
    void everyFaultIsNamed() {
        Path mp4 = folder.resolve("bad.mp4");
        assertFault(Fault.MISSING, folder.resolve("none.mp4"), "no such file");
        assertFault(Fault.FOLDER, folder, "is a folder");
        assertFault(Fault.EMPTY, TestVideos.write(mp4, new byte[0]), "empty (0 bytes)");
        assertFault(Fault.NO_VIDEO, TestVideos.text(mp4), "no video that ffmpeg can read");
        assertFault(Fault.NO_INDEX, TestVideos.withoutIndex(mp4), "moov atom");
        assertFault(Fault.NO_PICTURES, TestVideos.soundAlone(mp4), "sound but no pictures");
        assertFault(Fault.NO_FRAMES, TestVideos.withoutFrames(mp4), "holds no frames");
        assertFault(Fault.PHOTOGRAPH, TestVideos.photograph(mp4), "is a picture (mjpeg)");
    }

    @Test
    void picturesThatCannotBeDecoded_areNamedWithFfmpegsWords() throws Exception {
        Path file = TestVideos.garbled(folder.resolve("g.mp4"));
        VideoInfo info = VideoProbe.of(file);
        UnusableVideoException e =
                assertThrows(UnusableVideoException.class, () -> frames(file, info, new All().of(info.frames())));
        assertEquals(Fault.UNDECODABLE, e.fault());
        assertTrue(e.getMessage().startsWith(file + ": cannot be decoded"), e.getMessage());
    }

    @Test
    void receiverThatThrows_isHeard() throws Exception {
        Path file = TestVideos.plain(folder.resolve("a.mp4"));
        VideoInfo info = VideoProbe.of(file);
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> VideoFrames.decode(file, info, new All().of(30), 1, (number, image) -> {
                    throw new IllegalStateException("of frame " + number);
                }));
        assertEquals("of frame 0", e.getMessage());
    }

    private static void assertFault(Fault fault, Path file, String words) {
        UnusableVideoException e = assertThrows(UnusableVideoException.class, () -> VideoProbe.of(file));
        assertEquals(fault, e.fault(), e.getMessage());
        assertTrue(e.getMessage().startsWith(file + ": ") && e.getMessage().contains(words), e.getMessage());
    }

    private static Map<Integer, Image> frames(Path file, VideoInfo info, int[] numbers) throws InterruptedException {
        Map<Integer, Image> frames = new TreeMap<>();
        VideoFrames.decode(file, info, numbers, 1, frames::put);
        return frames;
    }

    private static boolean differs(Image one, Image other) {
        int largest = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            largest = Math.max(largest, Math.abs((one.pixels()[i] & 0xff) - (other.pixels()[i] & 0xff)));
        }
        return largest > 30;
    }
}
