package io.unmask.data.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedTreeTest {
    private static final ExpectedTree TREE = new ExpectedTree("Example", "fake", """
            real/
              0000.mp4
            fake/
              0000_fake.mp4""", "example.org/page");

    @TempDir
    Path folder;

    private String message(Path root) {
        return String.valueOf(
                assertThrows(BadInputException.class, () -> TREE.require(root)).getMessage());
    }

    @Test
    void expectedAndFound_standSideBySide() {
        Path root = folder.resolve("root");
        for (int i = 0; i < 7; i++) {
            Trees.touch(root, "Fakes/" + i + ".mp4");
        }
        Trees.touch(root, "readme.txt", ".hidden");
        assertEquals(root + """
                        : not the tree of Example: there is no fake
                            expected           found
                            real/              Fakes/
                              0000.mp4           0.mp4
                            fake/                1.mp4
                              0000_fake.mp4      2.mp4
                                                 3.mp4
                                                 … (7 in all)
                                               readme.txt
                            cure: name the folder that has this tree with root:
                            the layout is that of example.org/page""", message(root));
    }

    @Test
    void aFolderBelowOrAboveThatFits_isNamed() {
        Trees.touch(folder, "download/Example/fake/a.mp4", "download/Example/real/a.mp4");
        Path fits = folder.resolve("download/Example");
        assertTrue(message(folder.resolve("download")).contains("cure: root: " + fits + " fits\n"));
        assertTrue(message(fits.resolve("real")).contains("cure: root: " + fits + " fits\n"));
    }

    @Test
    void framesInsteadOfVideos_areSentToTheSourcesThatReadThem() {
        Trees.touch(folder, "fake/frames/0000_fake/000.png", "real/0000.mp4");
        String message = String.valueOf(TREE.noVideos(folder, "fake").getMessage());
        assertTrue(message.startsWith(folder + ": not the tree of Example: no videos in fake, but extracted frames\n"));
        assertTrue(message.contains("cure: extracted frames are read by the data sources deepfakebench"), message);
    }

    @Test
    void aMissingFolder_isSaidToBeMissing() {
        String message = message(folder.resolve("nowhere"));
        assertTrue(message.startsWith(folder.resolve("nowhere") + ": not the tree of Example: no such folder\n"));
        assertTrue(message.contains("(no such folder)"), message);
    }

    @Test
    void aTreeOfThousandsOfFolders_staysReadable() {
        for (int i = 0; i < 60; i++) {
            Trees.touch(folder, "a/" + i + "/x/y/z.png", "b/" + i + "/x.png");
        }
        assertTrue(message(folder).lines().count() <= 32, message(folder));
    }
}
