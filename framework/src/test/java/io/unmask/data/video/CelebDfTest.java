package io.unmask.data.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CelebDfTest {
    @TempDir
    Path root;

    @BeforeEach
    void plant() {
        Trees.touch(
                root,
                "Celeb-real/id0_0000.mp4",
                "Celeb-real/id1_0000.mp4",
                "YouTube-real/00000.mp4",
                "YouTube-real/00170.mp4",
                "Celeb-synthesis/id0_id1_0000.mp4",
                "Celeb-synthesis/id1_id0_0000.mp4");
        Trees.write(
                root,
                "List_of_testing_videos.txt",
                "1 YouTube-real/00170.mp4\r\n1 Celeb-real/id1_0000.mp4\r\n0 Celeb-synthesis/id1_id0_0000.mp4\r\n"
                        + "0 Celeb-synthesis/id1_id5_0003.mp4\r\n");
    }

    private CelebDf set() {
        return new CelebDf(root, 2, null);
    }

    @Test
    void oneIsReal_theListIsTheTestSplit_andTheRestIsForTraining() {
        assertEquals(
                List.of(
                        "celeb_df_v2/real/raw/id0_0000 real [id0] train",
                        "celeb_df_v2/real/raw/id1_0000 real [id1] test",
                        "celeb_df_v2/real/raw/00000 real [00000] train",
                        "celeb_df_v2/real/raw/00170 real [00170] test",
                        "celeb_df_v2/Celeb-synthesis/raw/id0_id1_0000 fake [id0, id1] train",
                        "celeb_df_v2/Celeb-synthesis/raw/id1_id0_0000 fake [id1, id0] test"),
                Trees.lines(set()));
        assertEquals(List.of("Celeb-synthesis/id1_id5_0003.mp4 missing_video"), Trees.skipped(set(), root));
    }

    @Test
    void foldersOfVideos_andOtherLetterCase_areReadToo() {
        Path other = root.resolve("other");
        Trees.touch(
                other,
                "Celeb-real/videos/id0_0000.mp4",
                "Youtube-real/videos/00170.mp4",
                "Celeb-synthesis/videos/id0_id1_0000.mp4");
        assertEquals(
                List.of(
                        "celeb_df_v1/real/raw/id0_0000 real [id0] train",
                        "celeb_df_v1/real/raw/00170 real [00170] test",
                        "celeb_df_v1/Celeb-synthesis/raw/id0_id1_0000 fake [id0, id1] train"),
                Trees.lines(new CelebDf(other, 1, root)));
    }

    @Test
    void aListWithTheUsualLabels_isRefused_insteadOfTurningTheNumbersRound() {
        Trees.write(
                root, "List_of_testing_videos.txt", "1 YouTube-real/00170.mp4\n\n1 Celeb-synthesis/id1_id0_0000.mp4");
        assertEquals(
                root.resolve("List_of_testing_videos.txt")
                        + ":3: \"1 Celeb-synthesis/id1_id0_0000.mp4\" calls a video of Celeb-synthesis real; in this"
                        + " list 1 is real (Celeb-real, YouTube-real) and 0 is fake (Celeb-synthesis)",
                assertThrows(BadInputException.class, () -> set().recordings()).getMessage());
        Trees.write(root, "List_of_testing_videos.txt", "real 00170.mp4");
        assertTrue(String.valueOf(assertThrows(BadInputException.class, () -> set().recordings())
                        .getMessage())
                .endsWith(":1: found \"real 00170.mp4\"; expected as \"1 YouTube-real/00170.mp4\""));
    }

    @Test
    void theOtherVersion_isRecognised_byItsListAndByItsFakes() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 518; i++) {
            list.append("1 YouTube-real/").append(String.format("%05d", i)).append(".mp4\n");
        }
        Trees.write(root, "List_of_testing_videos.txt", list.toString());
        assertEquals(
                root.resolve("List_of_testing_videos.txt")
                        + ": lists 518 videos, as that of version 2 does, but version: 1 was set",
                assertThrows(BadInputException.class, () -> new CelebDf(root, 1, null).recordings())
                        .getMessage());
        for (int i = 0; i < 793; i++) {
            Trees.touch(root, "Celeb-synthesis/id3_id4_" + String.format("%04d", i) + ".mp4");
        }
        assertEquals(
                root.resolve("Celeb-synthesis")
                        + ": holds 795 videos, as that of version 1 does, but version: 2 was set",
                assertThrows(BadInputException.class, () -> set().recordings()).getMessage());
        assertThrows(CheckException.class, () -> new CelebDf(root, 3, null));
    }

    @Test
    void aMissingList_isNamedWithAPlaceThatHasIt() {
        var set = new CelebDf(root, 2, root.resolve("Celeb-real"));
        assertTrue(String.valueOf(
                        assertThrows(BadInputException.class, set::recordings).getMessage())
                .contains("the repository AKASH2907/deepfakes_video_classification; name its folder with splits:"));
    }
}
