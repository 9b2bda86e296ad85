package io.unmask.data.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.data.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceForensicsVideosTest {
    @TempDir
    Path root;

    @BeforeEach
    void plant() {
        Trees.write(root, "splits/train.json", "[[\"071\", \"054\"]]");
        Trees.write(root, "splits/val.json", "[[\"720\", \"672\"]]");
        Trees.write(root, "splits/test.json", "[[\"953\", \"974\"]]");
        Trees.touch(
                root,
                "original_sequences/youtube/c23/videos/071.mp4",
                "original_sequences/youtube/c23/videos/054.MP4",
                "original_sequences/youtube/c23/videos/720.mp4",
                "original_sequences/youtube/c23/videos/672.mp4",
                "original_sequences/youtube/c23/videos/953.mp4",
                "original_sequences/youtube/c23/videos/974.mp4",
                "original_sequences/youtube/c23/videos/974.avi",
                "original_sequences/youtube/c23/videos/999.mp4",
                "original_sequences/youtube/c23/videos/notes.docx",
                "original_sequences/youtube/c23/videos/.DS_Store",
                "original_sequences/youtube/c23/videos/list.txt",
                "manipulated_sequences/Deepfakes/c23/videos/071_054.mp4",
                "manipulated_sequences/Deepfakes/c23/videos/672_720.mp4",
                "manipulated_sequences/Deepfakes/c23/videos/720_672.mp4",
                "manipulated_sequences/Deepfakes/c23/videos/953_974.mp4",
                "manipulated_sequences/Deepfakes/c23/videos/974_953.mp4",
                "manipulated_sequences/Deepfakes/masks/videos/071_054.mp4");
    }

    private FaceForensicsVideos set(List<String> methods, Compression... levels) {
        return new FaceForensicsVideos(root, null, methods, List.of(levels));
    }

    @Test
    void pairsGoBothWays_intoOneSplit_withBothPeople() {
        assertEquals(
                List.of(
                        "faceforensics/real/hq/071 real [071] train",
                        "faceforensics/real/hq/054 real [054] train",
                        "faceforensics/real/hq/720 real [720] val",
                        "faceforensics/real/hq/672 real [672] val",
                        "faceforensics/real/hq/953 real [953] test",
                        "faceforensics/real/hq/974 real [974] test",
                        "faceforensics/Deepfakes/hq/071_054 fake [071, 054] train",
                        "faceforensics/Deepfakes/hq/720_672 fake [720, 672] val",
                        "faceforensics/Deepfakes/hq/672_720 fake [672, 720] val",
                        "faceforensics/Deepfakes/hq/953_974 fake [953, 974] test",
                        "faceforensics/Deepfakes/hq/974_953 fake [974, 953] test"),
                Trees.lines(set(List.of("DF"), Compression.HQ)));
    }

    @Test
    void masksAreFound_whereTheyWereDownloaded() {
        List<Recording> recordings = set(List.of("deepfakes"), Compression.HQ).recordings();
        assertEquals(
                root.resolve("manipulated_sequences/Deepfakes/masks/videos/071_054.mp4"),
                Objects.requireNonNull(recordings.get(6).mask()));
        assertNull(recordings.get(7).mask());
        assertNull(recordings.get(0).mask());
    }

    @Test
    void whatIsMissing_unlisted_doubledOrNoVideo_isPutDown() {
        String videos = "original_sequences/youtube/c23/videos/";
        assertEquals(
                List.of(
                        videos + "974.mp4 same_name",
                        videos + "notes.docx not_a_video",
                        videos + "999.mp4 unlisted",
                        "manipulated_sequences/Deepfakes/c23/videos/054_071.mp4 missing_video"),
                Trees.skipped(set(List.of("DF"), Compression.HQ), root));
    }

    @Test
    void raw_isReadFromItsNewAndItsOldName() {
        Trees.touch(
                root,
                "original_sequences/youtube/c0/videos/071.mp4",
                "manipulated_sequences/Deepfakes/raw/videos/071_054.mp4");
        assertEquals(
                List.of("faceforensics/real/raw/071", "faceforensics/Deepfakes/raw/071_054"),
                set(List.of("DF"), Compression.RAW).recordings().stream()
                        .map(Recording::key)
                        .toList());
    }

    @Test
    void actorsAndTheirFakes_areADataSetOfTheirOwn_withoutASplit() {
        Trees.touch(
                root,
                "original_sequences/actors/c23/videos/01__exit_phone_room.mp4",
                "manipulated_sequences/DeepFakeDetection/c23/videos/01_02__exit_phone_room__YVGY8LOK.mp4",
                "manipulated_sequences/DeepFakeDetection/masks/videos/01_02__exit_phone_room__YVGY8LOK.mp4");
        FaceForensicsVideos set = set(List.of("DFD"), Compression.HQ);
        assertEquals(
                List.of(
                        "deepfakedetection/real/hq/01__exit_phone_room real [01] -",
                        "deepfakedetection/DeepFakeDetection/hq/01_02__exit_phone_room__YVGY8LOK fake [01, 02] -"),
                Trees.lines(set));
        assertEquals(1, set.notes().size());
        assertTrue(Objects.requireNonNull(set.recordings().get(1).mask())
                .endsWith("01_02__exit_phone_room__YVGY8LOK.mp4"));
    }

    @Test
    void extractedFrames_areSentToTheDataSourceThatReadsThem() throws IOException {
        Files.createDirectories(root.resolve("original_sequences/youtube/c40/images/071"));
        var error = assertThrows(
                BadInputException.class,
                () -> set(List.of("DF"), Compression.LQ).recordings());
        assertTrue(
                String.valueOf(error.getMessage())
                        .contains("original_sequences/youtube/c40 holds extracted frames, but no videos"),
                error.getMessage());
        assertTrue(
                String.valueOf(error.getMessage()).contains("cure: frames that are extracted already are read by"),
                error.getMessage());
    }

    @Test
    void aMethodThatWasNotDownloaded_isAnError_notNothing() {
        var error = assertThrows(
                BadInputException.class,
                () -> set(List.of("FSh"), Compression.HQ).recordings());
        assertTrue(
                String.valueOf(error.getMessage())
                        .startsWith(root + ": not the tree of FaceForensics++: no videos in"
                                + " manipulated_sequences/FaceShifter/c23\n"),
                error.getMessage());
    }

    @Test
    void missingSplitFiles_areNamedWithTheRepositoryThatHasThem() {
        var set = new FaceForensicsVideos(root, root.resolve("none"), List.of("DF"), List.of(Compression.HQ));
        assertEquals(
                "no split file train.json in " + root.resolve("none") + "; it is in dataset/splits of the repository"
                        + " ondyari/FaceForensics; name its folder with splits:",
                assertThrows(BadInputException.class, set::recordings).getMessage());
    }

    @Test
    void unknownMethods_areRefused_withThoseThatThereAre() {
        var error = assertThrows(CheckException.class, () -> set(List.of("DF", "SimSwap"), Compression.HQ));
        assertTrue(String.valueOf(error.getMessage()).contains("DFD (DeepFakeDetection)"), error.getMessage());
    }
}
