package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.portraits.PortraitVideo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PrepareCommandTest {
    @TempDir
    Path folder;

    @Test
    void everythingUsable_endsWith0_andASecondRunHasNothingToDo() throws Exception {
        PortraitVideo.of(0).write(folder.resolve("a.mp4"));
        PortraitVideo.of(1).write(folder.resolve("b.mp4"));
        Path file = file("a.mp4,real\nb.mp4,fake\n");
        Console first = Console.run("prepare", file.toString(), "--jobs", "2");
        assertEquals(0, first.code(), first.err() + first.out());
        assertTrue(first.out().contains("test: 10 crops of 2 videos in "), first.out());
        byte[] before = Files.readAllBytes(folder.resolve("out/frames.csv"));
        Console second = Console.run("prepare", file.toString());
        assertEquals(first.out(), second.out());
        assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(folder.resolve("out/frames.csv"))));
    }

    @Test
    void brokenVideo_isNamedAndEndsWith1_unlessAllowed() throws Exception {
        PortraitVideo.of(0).write(folder.resolve("a.mp4"));
        Files.writeString(folder.resolve("broken.mp4"), "no video");
        Path file = file("broken.mp4,fake\na.mp4,real\n");
        Console strict = Console.run("prepare", file.toString());
        assertEquals(1, strict.code(), strict.err());
        assertTrue(strict.out().contains("left out: 1 videos, and 0 frames"), strict.out());
        assertTrue(strict.out().contains("no_video: list/fake/raw/broken"), strict.out());
        Console lenient = Console.run("prepare", file.toString(), "-s", "skip=allowed");
        assertEquals(0, lenient.code(), lenient.err());
        assertEquals(strict.out(), lenient.out());
    }

    @Test
    void badArguments_endWith2() throws Exception {
        Path file = file("a.mp4,real\n");
        assertEquals(
                2, Console.run("prepare", file.toString(), "--shard", "3/2").code());
        assertEquals(2, Console.run("prepare", file.toString(), "--jobs", "0").code());
        Console key = Console.run("prepare", file.toString(), "-s", "crop.sid_pixels=4");
        assertEquals(2, key.code());
        assertTrue(key.err().contains("side_pixels"), key.err());
    }

    @Test
    void bench_printsTheShareOfFfmpegAlone() {
        Console bench = Console.run("bench", "prepare", "--count", "1", "--frames", "6", "--rounds", "1");
        assertEquals(0, bench.code(), bench.err());
        assertTrue(
                bench.out().lines().anyMatch(line -> line.matches("prepare, boxes given +[0-9.]+ s +[0-9.]+ .* 6")),
                bench.out());
    }

    private Path file(String rows) throws IOException {
        Files.writeString(folder.resolve("videos.csv"), "path,label\n" + rows);
        return Files.writeString(
                folder.resolve("prepare.yaml"),
                "name: test\nvideos: {list: {file: " + folder.resolve("videos.csv") + "}}\n"
                        + "frames: {even: {count: 5}}\nfaces: whole\noutput: " + folder.resolve("out") + "\n");
    }
}
