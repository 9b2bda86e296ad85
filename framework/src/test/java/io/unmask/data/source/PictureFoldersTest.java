package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Label;
import io.unmask.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFoldersTest {
    @TempDir
    Path root;

    private PictureFolders source() {
        return new PictureFolders(root, null, null, "mine", PersonRule.NAME, 2, 0.6, 0.15, 1);
    }

    private List<Clip> clips(Split split) {
        return source().clips(Pictures.request(split, root));
    }

    @Test
    void splitFolders_picturesAndVideos_masksAndLandmarks() throws IOException {
        Pictures.write(root.resolve("train/real/ann_1.png"));
        for (String frame : List.of("10.png", "9.png", "8.png")) {
            Pictures.write(root.resolve("train/fake/bob_2/" + frame));
        }
        Pictures.write(root.resolve("masks/train/fake/bob_2/10.png"));
        Files.writeString(
                root.resolve("landmarks.csv"),
                "path,identity,x0,y0,x1,y1,x2,y2\ntrain/real/ann_1.png,Ann,1,2,3,4,5,6\n");
        List<Clip> clips = clips(Split.TRAIN);
        assertEquals(
                List.of("mine/real/raw/ann_1", "mine/fake/raw/bob_2"),
                clips.stream().map(Clip::key).toList());
        assertEquals(List.of("Ann"), clips.get(0).identities());
        assertEquals(
                6,
                Objects.requireNonNull(clips.get(0).frames().get(0).landmarks()).y(2));
        assertEquals(List.of("bob"), clips.get(1).identities());
        assertEquals(
                root.resolve("train/fake/bob_2/8.png").toString(),
                clips.get(1).frames().get(0).image().describe());
        assertNull(clips.get(1).frames().get(0).mask());
        assertNotNull(clips.get(1).frames().get(1).mask());
    }

    @Test
    void withoutSplitFolders_peopleAreDivided_realAndFakeTogether() {
        for (int person = 0; person < 20; person++) {
            Pictures.write(root.resolve("real/p" + person + "_1.png"));
            Pictures.write(root.resolve("fake/p" + person + "_2.png"));
        }
        Set<String> seen = new HashSet<>();
        for (Split split : Split.values()) {
            List<Clip> clips = clips(split);
            assertEquals(0, clips.size() % 2);
            for (Label label : Label.values()) {
                assertEquals(
                        clips.size() / 2,
                        clips.stream().filter(c -> c.label() == label).count());
            }
            clips.stream().map(c -> c.identities().get(0)).distinct().forEach(p -> assertTrue(seen.add(p), p));
        }
        assertEquals(20, seen.size());
    }

    @Test
    void equalNamesInTwoSplits_areTwoPeople_whereEveryFileShowsSomebodyElse() {
        for (String split : List.of("train", "test")) {
            Pictures.write(root.resolve(split + "/real/001.png"));
            Pictures.write(root.resolve(split + "/fake/001.png"));
        }
        var source = new PictureFolders(root, null, null, "mine", PersonRule.FILE, 2, 0.6, 0.15, 1);
        Clip test = source.clips(Pictures.request(Split.TEST, root)).get(0);
        assertEquals("test/001", test.video());
        assertEquals(List.of("test/001"), test.identities());
        assertEquals(List.of("001"), clips(Split.TRAIN).get(0).identities());
    }

    @Test
    void aTableWithSplits_isRefused() throws IOException {
        Path picture = Pictures.write(root.resolve("train/real/a.png"));
        Files.writeString(
                root.resolve("landmarks.csv"), "path,split\ntrain/real/" + picture.getFileName() + ",train\n");
        assertEquals(
                root.resolve("landmarks.csv")
                        + ": splits come from the folders train, val and test here; take the column"
                        + " split out, or use the data source list",
                message(() -> clips(Split.TRAIN)));
    }

    @Test
    void wrongTrees_areNamed() throws IOException {
        Path none = root.resolve("none");
        var missing = new PictureFolders(none, null, null, "mine", PersonRule.NAME, 2, 0.6, 0.15, 1);
        assertEquals(
                none + ": no such folder; expected folders real and fake in it",
                message(() -> missing.clips(Pictures.request(Split.TRAIN, root))));
        Files.createDirectories(root.resolve("original"));
        assertEquals(
                root + ": neither classes nor splits\n"
                        + "    expected: real/ and fake/, or train/, val/, test/ with real/ and fake/ in each\n"
                        + "    found:    original",
                message(() -> clips(Split.TRAIN)));
        Files.createDirectories(root.resolve("train/real"));
        assertEquals(
                root.resolve("train/real") + ": no pictures; expected at least one, labelled real",
                message(() -> clips(Split.TRAIN)));
        Pictures.write(root.resolve("train/real/a.png"));
        assertEquals(
                root.resolve("train/fake") + ": no such folder; expected pictures or folders of frames, labelled fake",
                message(() -> clips(Split.TRAIN)));
    }

    private static String message(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(BadInputException.class, call).getMessage();
    }
}
