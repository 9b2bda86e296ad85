package io.unmask.data.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.Compression;
import io.unmask.data.portraits.PortraitVideo;
import io.unmask.data.video.All;
import io.unmask.data.video.Recording;
import io.unmask.data.video.VideoList;
import io.unmask.files.Sha256;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.TestImages;
import io.unmask.media.video.EncoderSettings;
import io.unmask.media.video.TestVideos;
import io.unmask.media.video.VideoEncoder;
import io.unmask.media.video.VideoEncoder.Rate;
import io.unmask.media.video.VideoEncoder.Timing;
import io.unmask.media.video.VideoFrames;
import io.unmask.media.video.VideoInfo;
import io.unmask.media.video.VideoProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RecompressorTest {
    private static final VideoEncoder USUAL = new VideoEncoder(Rate.FACTOR, "veryfast", 1, Timing.KEEP, 30);

    @TempDir
    Path folder;

    @Test
    void rawVideo_getsBothLevelsWithItsSoundFramesAndTimes() throws Exception {
        Path raw = TestVideos.write(PortraitVideo.of(0).at(0), folder.resolve("raw.mp4"));
        PrepareOutcome outcome = run(List.of(Tiny.real("a", raw)), USUAL, Recompression.Already.LEAVE_OUT, "out");
        assertEquals(2, outcome.crops(), outcome.leftOut().toString());
        VideoInfo hq = VideoProbe.of(folder.resolve("out/tiny/real/c23/a.mp4"));
        VideoInfo lq = VideoProbe.of(folder.resolve("out/tiny/real/c40/a.mp4"));
        assertEquals(23, encoder(hq).constantRateFactor().orElse(-1));
        assertEquals(40, encoder(lq).constantRateFactor().orElse(-1));
        for (VideoInfo info : List.of(hq, lq)) {
            assertEquals(30, info.frames());
            assertEquals(25, info.framesPerSecond(), 0.01);
            assertEquals(VideoProbe.of(raw).sound(), info.sound());
            assertEquals("yuv420p", info.pixelFormat());
        }
        assertTrue(Files.size(folder.resolve("out/tiny/real/c40/a.mp4"))
                < Files.size(folder.resolve("out/tiny/real/c23/a.mp4")));
        String manifest = Files.readString(folder.resolve("out/manifest.json"));
        assertTrue(manifest.contains("libx264 crf 23, preset veryfast, threads 1"), manifest);
        assertTrue(manifest.contains("x264 - core"), manifest);
        List<Recording> listed = new VideoList(folder.resolve("out/videos.csv"), null, "again").recordings();
        assertEquals(
                List.of(Compression.HQ, Compression.LQ),
                listed.stream().map(Recording::compression).toList());
    }

    @Test
    void videoThatLostQualityBefore_isLeftOutWithItsHistory_unlessThatIsMeant() throws Exception {
        List<Recording> videos = List.of(Tiny.real("a", TestVideos.plain(folder.resolve("a.mp4"))));
        PrepareOutcome outcome = run(videos, USUAL, Recompression.Already.LEAVE_OUT, "out");
        assertEquals(0, outcome.crops());
        LeftOut reason = outcome.leftOut().get(0);
        assertEquals("compressed_already", reason.rule());
        assertTrue(reason.cause().contains("is H264 at crf 23.0 by x264 - core"), reason.cause());
        assertEquals(
                2,
                run(videos, USUAL, Recompression.Already.COMPRESS_AGAIN, "twice")
                        .crops());
        assertTrue(Files.readString(folder.resolve("twice/manifest.json")).contains("COMPRESS_AGAIN"));
    }

    @Test
    void picturesAtLevel0_comeBackToTheBit_alsoOfOddSizes() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("frames"));
        for (int i = 0; i < 5; i++) {
            ImageFiles.write(pictures.resolve(i + ".png"), TestImages.colour(51, 37, i));
        }
        Recompression settings = settings(
                List.of(Tiny.real("p", pictures)),
                USUAL,
                Recompression.Already.LEAVE_OUT,
                "out",
                List.of(Compression.RAW, Compression.LQ));
        assertEquals(
                2, new Recompressor(settings, 2, PrepareListener.SILENT).run().crops());
        Path file = folder.resolve("out/tiny/real/c0/p.mp4");
        VideoInfo info = VideoProbe.of(file);
        assertTrue(info.isLossless(), info.toString());
        assertEquals(30, info.framesPerSecond(), 0.01);
        List<Image> frames = new ArrayList<>();
        VideoFrames.decode(file, info, new All().of(info.frames()), 1, (number, frame) -> frames.add(frame));
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(
                    TestImages.colour(51, 37, i).pixels(), frames.get(i).pixels());
        }
        assertEquals(
                51, VideoProbe.of(folder.resolve("out/tiny/real/c40/p.mp4")).width());
    }

    @Test
    void timing_keepsEveryFrameOrTheTime() throws Exception {
        Path raw = TestVideos.write(PortraitVideo.of(0).at(0), folder.resolve("raw.mp4"));
        List<Recording> videos = List.of(Tiny.real("a", raw));
        for (Timing timing : Timing.values()) {
            VideoEncoder encoder = new VideoEncoder(Rate.QUANTISER, "veryfast", 1, timing, 30);
            run(videos, encoder, Recompression.Already.LEAVE_OUT, timing.name());
            VideoInfo info = VideoProbe.of(folder.resolve(timing.name() + "/tiny/real/c23/a.mp4"));
            assertEquals(23, encoder(info).constantQuantiser().orElse(-1));
            assertEquals(timing == Timing.RESAMPLE ? 36 : 30, info.frames());
            assertEquals(timing == Timing.RELABEL ? 1.0 : 1.2, info.seconds(), 0.01);
            assertTrue(info.hasSound());
        }
    }

    @Test
    void secondRunAndMoreJobs_changeNoByte() throws Exception {
        List<Recording> videos = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path file = TestVideos.write(PortraitVideo.of(i).lasting(8).at(0), folder.resolve(i + ".mp4"));
            videos.add(Tiny.real("v" + i, file));
        }
        run(videos, USUAL, Recompression.Already.LEAVE_OUT, "one");
        Recompression again = settings(
                videos, USUAL, Recompression.Already.LEAVE_OUT, "three", List.of(Compression.HQ, Compression.LQ));
        new Recompressor(again, 3, PrepareListener.SILENT).run();
        assertEquals(6, new Recompressor(again, 3, PrepareListener.SILENT).run().kept());
        for (String name : List.of("tiny/real/c23/v1.mp4", "tiny/real/c40/v2.mp4", "videos.csv", "manifest.json")) {
            assertEquals(Sha256.of(folder.resolve("one/" + name)), Sha256.of(folder.resolve("three/" + name)), name);
        }
    }

    private static EncoderSettings encoder(VideoInfo info) {
        return Objects.requireNonNull(info.encoder());
    }

    private PrepareOutcome run(
            List<Recording> videos, VideoEncoder encoder, Recompression.Already already, String output)
            throws InterruptedException {
        Recompression settings = settings(videos, encoder, already, output, List.of(Compression.HQ, Compression.LQ));
        return new Recompressor(settings, 1, PrepareListener.SILENT).run();
    }

    private Recompression settings(
            List<Recording> videos,
            VideoEncoder encoder,
            Recompression.Already already,
            String output,
            List<Compression> levels) {
        return new Recompression(
                "test", new Tiny.Given(videos), levels, encoder, already, folder.resolve(output), Skipping.FAIL);
    }
}
