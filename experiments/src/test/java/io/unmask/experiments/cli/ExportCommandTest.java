package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void plant() throws IOException {
        int value = 10;
        for (String split : new String[] {"train", "val", "test"}) {
            for (String label : new String[] {"real", "fake"}) {
                byte[] pixels = new byte[8 * 8 * 3];
                Arrays.fill(pixels, (byte) value++);
                ImageFiles.write(
                        folder.resolve("pictures").resolve(split).resolve(label).resolve(split + "_" + label + ".png"),
                        new Image(8, 8, 3, pixels));
            }
        }
        Files.writeString(
                folder.resolve("source.yaml"),
                "source: {folder: {root: \"" + folder.resolve("pictures") + "\", name: mine, person: file}}");
    }

    private Console export(String... options) {
        String[] arguments = {
            "export",
            "deepfakebench",
            folder.resolve("source.yaml").toString(),
            folder.resolve("out").toString()
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + options.length);
        System.arraycopy(options, 0, all, arguments.length, options.length);
        return Console.run(all);
    }

    @Test
    void aSource_isWrittenWithItsJson_andTheLabelsToAddAreSaid() throws IOException {
        Console console = export("--workers", "2");
        assertEquals(0, console.code(), console.err());
        assertTrue(console.out().contains(": 6 videos, 6 frames and masks\n"), console.out());
        assertTrue(console.out().contains("  mine_Real: 0\n  mine_fake: 1\n"), console.out());
        assertTrue(console.err().contains("  6 of 6 pictures for DeepfakeBench, in "), console.err());
        String json = Files.readString(folder.resolve("out/dataset_json/mine.json"));
        assertTrue(
                json.contains("{\"mine\":{\"mine_Real\":{\"train\":{\"train_train_real\":{\"label\":\"mine_Real\""),
                json);
        byte[] expected = new byte[8 * 8 * 3];
        Arrays.fill(expected, (byte) 15);
        assertArrayEquals(
                expected,
                ImageFiles.read(folder.resolve("out/mine/fake/frames/test_test_fake/000.png"))
                        .pixels());
    }

    @Test
    void aLevelThatTheSourceDoesNotKnow_isRefused() {
        Console console = export("--level", "c99");
        assertEquals(2, console.code());
        assertTrue(console.err().contains("c99"), console.err());
    }

    @Test
    void mistakesInTheFile_areNamedWithTheirLine() throws IOException {
        Files.writeString(folder.resolve("source.yaml"), "source: {foldr: {root: x}}");
        Console console = export();
        assertEquals(2, console.code());
        assertTrue(console.err().contains("no data source \"foldr\""), console.err());
    }
}
