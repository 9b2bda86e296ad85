package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceForensicsTest {
    @TempDir
    Path root;

    @BeforeEach
    void plantTree() throws IOException {
        Files.createDirectories(root.resolve("splits"));
        Files.writeString(root.resolve("splits/train.json"), "[[\"071\", \"054\"], [\"087\", \"081\"]]");
        for (String video : List.of("071", "054", "087")) {
            frames("original_sequences/youtube/c23/images/" + video, 5);
        }
        frames("manipulated_sequences/Deepfakes/c23/images/071_054", 5);
        frames("manipulated_sequences/Deepfakes/c23/images/054_071", 2);
        Files.createDirectories(root.resolve("manipulated_sequences/Deepfakes/c23/images/087_081"));
        frames("manipulated_sequences/Deepfakes/masks/images/071_054", 5);
    }

    private void frames(String folder, int count) {
        for (int i = 0; i < count; i++) {
            Pictures.write(root.resolve(folder).resolve(String.format("%04d.png", i)));
        }
    }

    private FaceForensics source(String... methods) {
        return new FaceForensics(root, null, List.of(methods), 3);
    }

    private List<Clip> clips(FaceForensics source, Compression level) {
        return source.clips(Pictures.request(Split.TRAIN, root).at(level));
    }

    @Test
    void bothDirections_withBothPeople_andTheFramesOfLinspace() {
        List<Clip> clips = clips(source("DF"), Compression.HQ);
        assertEquals(
                List.of(
                        "faceforensics/real/hq/071",
                        "faceforensics/real/hq/054",
                        "faceforensics/real/hq/087",
                        "faceforensics/Deepfakes/hq/071_054",
                        "faceforensics/Deepfakes/hq/054_071"),
                clips.stream().map(Clip::key).toList());
        Clip fake = clips.get(3);
        assertEquals(Label.FAKE, fake.label());
        assertEquals(List.of("071", "054"), fake.identities());
        assertEquals(
                List.of(0, 2, 4), fake.frames().stream().map(f -> f.number()).toList());
        assertEquals(2, clips.get(4).frames().size());
        assertEquals(
                root.resolve("manipulated_sequences/Deepfakes/masks/images/071_054/0002.png")
                        .toString(),
                Objects.requireNonNull(fake.frames().get(1).mask()).describe());
    }

    @Test
    void whatIsMissing_isListedWithItsRule() {
        assertEquals(
                List.of(
                        new Skipped(
                                root.resolve("original_sequences/youtube/c23/images/081")
                                        .toString(),
                                "missing_video"),
                        new Skipped(
                                root.resolve("manipulated_sequences/Deepfakes/c23/images/087_081")
                                        .toString(),
                                "no_frames"),
                        new Skipped(
                                root.resolve("manipulated_sequences/Deepfakes/c23/images/081_087")
                                        .toString(),
                                "missing_video")),
                source("Deepfakes").skipped(Pictures.request(Split.TRAIN, root).at(Compression.HQ)));
    }

    @Test
    void videosAlone_areNamedWithTheCure() throws IOException {
        Path level = root.resolve("original_sequences/youtube/c40");
        Files.createDirectories(level.resolve("videos"));
        var error = assertThrows(BadInputException.class, () -> clips(source("DF"), Compression.LQ));
        assertEquals(
                level + ": holds videos, but no extracted frames\n    expected: " + level.resolve("images")
                        + "/<video>/0000.png\n    cure:     cut the faces out with ./unmask prepare, whose video set faceforensics"
                        + " reads this tree, and use the data source prepared",
                error.getMessage());
    }

    @Test
    void anotherTree_isShownBesideTheExpectedOne() {
        Path wrong = root.resolve("original_sequences");
        var source = new FaceForensics(wrong, root.resolve("splits"), List.of("DF"), 3);
        assertEquals(
                wrong + ": not the tree of FaceForensics++\n"
                        + "    expected: original_sequences/youtube/c23/images/000/0000.png\n"
                        + "              manipulated_sequences/Deepfakes/c23/images/000_003/0000.png\n"
                        + "    found:    youtube",
                assertThrows(BadInputException.class, () -> clips(source, Compression.HQ))
                        .getMessage());
    }

    @Test
    void aMissingLevelOrMethod_isNamed() {
        Path raw = root.resolve("original_sequences/youtube/raw/images");
        assertEquals(
                raw + ": no such folder\n    expected: " + raw + "/<video>/0000.png (or c0)\n    found:    c23",
                assertThrows(BadInputException.class, () -> clips(source("DF"), Compression.RAW))
                        .getMessage());
        Path method = root.resolve("manipulated_sequences/Face2Face");
        assertEquals(
                method.resolve("c23/images") + ": no such folder\n    expected: " + method.resolve("c23/images")
                        + "/<video>/0000.png\n    found:    nothing: there is no " + method,
                assertThrows(BadInputException.class, () -> clips(source("F2F"), Compression.HQ))
                        .getMessage());
    }

    @Test
    void splitFiles_areChecked() throws IOException {
        var error = assertThrows(BadInputException.class, () -> source("DF").clips(Pictures.request(Split.VAL, root)));
        assertEquals(
                "no split file val.json in " + root.resolve("splits") + " or " + root
                        + "; it is in dataset/splits of the repository ondyari/FaceForensics; name its folder with splits:",
                error.getMessage());
        Files.writeString(root.resolve("splits/train.json"), "[[\"071\"]]");
        assertEquals(
                root.resolve("splits/train.json")
                        + ": entry 1 is [\"071\"]; expected a pair of video names as [\"071\", \"054\"]",
                assertThrows(BadInputException.class, () -> clips(source("DF"), Compression.HQ))
                        .getMessage());
    }

    @Test
    void anUnknownMethod_isRefused() {
        var error = assertThrows(CheckException.class, () -> source("DF", "Fakeface"));
        assertEquals("methods", error.setting());
        assertEquals("Fakeface", error.found());
    }
}
