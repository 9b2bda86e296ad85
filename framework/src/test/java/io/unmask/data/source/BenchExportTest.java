package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Pixels;
import io.unmask.data.Split;
import io.unmask.media.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchExportTest {
    @TempDir
    Path folder;

    /** A picture or mask of one value. */
    private record Flat(int value, int channels) implements Pixels {
        @Override
        public Image read() {
            byte[] pixels = new byte[4 * 4 * channels];
            Arrays.fill(pixels, (byte) value);
            return new Image(4, 4, channels, pixels);
        }

        @Override
        public String describe() {
            return "flat " + value + " in " + channels;
        }
    }

    /** Clips as they are, in one split and at their own levels. */
    private record Given(Split split, List<Clip> given) implements DataSource {
        @Override
        public List<Clip> clips(DataRequest request) {
            return given.stream()
                    .filter(clip -> request.split() == split && clip.compression() == request.compression())
                    .toList();
        }
    }

    private static Clip clip(String dataset, String method, Compression level, String video, int value) {
        boolean real = method.equals("real");
        return new Clip(
                dataset,
                method,
                level,
                video,
                List.of(video),
                real ? Label.REAL : Label.FAKE,
                List.of(
                        new Frame(0, new Flat(value, 3), real ? null : new Flat(255, 1), null),
                        new Frame(12, new Flat(value + 1, 3), real ? null : new Flat(0, 1), null)));
    }

    private BenchExport.Summary export(DataSource source, Compression... levels) throws InterruptedException {
        return new BenchExport(source, folder.resolve("datasets"), "./datasets")
                .write(Pictures.request(Split.TRAIN, folder), List.of(levels), 2, BuildListener.SILENT);
    }

    private static DataSource faceForensics() {
        return new Given(
                Split.TRAIN,
                List.of(
                        clip("faceforensics", "real", Compression.HQ, "000", 10),
                        clip("faceforensics", "real", Compression.LQ, "000", 20),
                        clip("faceforensics", "Deepfakes", Compression.HQ, "000_003", 30),
                        clip("faceforensics", "Deepfakes", Compression.LQ, "000_003", 40),
                        clip("faceforensics", "FaceShifter", Compression.HQ, "000_003", 50)));
    }

    @Test
    void whatIsWritten_isReadBackTheSame_byTheReaderOfDeepfakeBench() throws InterruptedException {
        BenchExport.Summary summary = export(faceForensics(), Compression.HQ, Compression.LQ);
        assertEquals(5, summary.videos());
        assertEquals(16, summary.pictures());
        assertEquals(Map.of(), summary.ownLabels());
        Path json = folder.resolve("datasets/dataset_json");
        for (String name : List.of("FaceForensics++", "FF-DF")) {
            var back = new DeepfakeBench(json, folder.resolve("datasets"), name, 0, Map.of());
            List<Clip> clips = back.clips(Pictures.request(Split.TRAIN, folder).at(Compression.LQ));
            assertEquals(
                    List.of("faceforensics/real/lq/000", "faceforensics/FF-DF/lq/000_003"),
                    clips.stream().map(Clip::key).toList());
            Frame frame = clips.get(1).frames().get(1);
            assertEquals(12, frame.number());
            assertArrayEquals(
                    new Flat(41, 3).read().pixels(), frame.image().read().pixels());
            assertArrayEquals(
                    new Flat(0, 1).read().pixels(),
                    Objects.requireNonNull(frame.mask()).read().pixels());
        }
        var shifter = new DeepfakeBench(json, folder.resolve("datasets"), "FaceShifter", 0, Map.of());
        assertEquals(
                List.of("faceforensics/FF-FH/hq/000_003", "faceforensics/real/hq/000"),
                shifter.clips(Pictures.request(Split.TRAIN, folder).at(Compression.HQ)).stream()
                        .map(Clip::key)
                        .toList());
    }

    @Test
    void theJson_hasEverySplitAndLevel_thatItsLoaderAsksFor() throws InterruptedException, IOException {
        export(faceForensics(), Compression.HQ);
        String frames = "\"frames\":[\"./datasets/FaceForensics++/manipulated_sequences/Deepfakes/c23/frames/000_003/";
        String json = Files.readString(folder.resolve("datasets/dataset_json/FF-DF.json"));
        assertTrue(
                json.contains(
                        "\"FF-DF\":{\"train\":{\"c23\":{\"000_003\":{\"label\":\"FF-DF\"," + frames + "000.png\","),
                json);
        assertTrue(json.contains("\"val\":{\"c23\":{}},\"test\":{\"c23\":{}}"), json);
        assertTrue(json.contains("Deepfakes/c23/masks/000_003/012.png\"]"), json);
    }

    @Test
    void methodsThatDeepfakeBenchHasNot_getLabelsOfTheirOwn_whichAreReported() throws InterruptedException {
        DataSource source = new Given(
                Split.TEST,
                List.of(
                        clip("celeb_df_v2", "real", Compression.RAW, "id0_0000", 1),
                        clip("celeb_df_v2", "Celeb-synthesis", Compression.RAW, "id0_id1_0000", 3),
                        clip("mine", "real", Compression.RAW, "a", 5),
                        clip("mine", "Swap", Compression.RAW, "a", 7)));
        BenchExport.Summary summary = export(source, Compression.RAW);
        assertEquals(Map.of("mine_Real", Label.REAL, "mine_Swap", Label.FAKE), summary.ownLabels());
        Path json = folder.resolve("datasets/dataset_json");
        assertEquals(List.of(json.resolve("Celeb-DF-v2.json"), json.resolve("mine.json")), summary.files());
        var celeb = new DeepfakeBench(json, folder.resolve("datasets"), "Celeb-DF-v2", 0, Map.of());
        assertEquals(2, celeb.clips(Pictures.request(Split.TEST, folder)).size());
        var mine = new DeepfakeBench(
                json, folder.resolve("datasets"), "mine", 0, Map.of("mine_Real", Label.REAL, "mine_Swap", Label.FAKE));
        assertEquals(
                List.of("mine/real/raw/a", "mine/mine_Swap/raw/a"),
                mine.clips(Pictures.request(Split.TEST, folder)).stream()
                        .map(Clip::key)
                        .toList());
    }

    @Test
    void anInterruptedExport_goesOn_andAnotherOneIsRefused() throws InterruptedException, IOException {
        export(faceForensics(), Compression.HQ);
        Path kept = folder.resolve("datasets/FaceForensics++/original_sequences/youtube/c23/frames/000/000.png");
        Path lost = kept.resolveSibling("012.png");
        Files.setLastModifiedTime(kept, FileTime.fromMillis(1_000_000));
        Files.delete(lost);
        export(faceForensics(), Compression.HQ);
        assertEquals(FileTime.fromMillis(1_000_000), Files.getLastModifiedTime(kept));
        assertTrue(Files.exists(lost));
        DataSource other = new Given(Split.TRAIN, List.of(clip("faceforensics", "real", Compression.HQ, "000", 99)));
        String message = assertThrows(BadInputException.class, () -> export(other, Compression.HQ))
                .getMessage();
        assertNotNull(message);
        assertTrue(message.contains("holds an export of other pictures"), message);
    }

    @Test
    void nothingToExport_isAnError() {
        assertThrows(BadInputException.class, () -> export(faceForensics(), Compression.RAW));
    }
}
