package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.portraits.PortraitVideo;
import io.unmask.experiments.run.SlurmNodes.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Face crops made by the tasks of a real Slurm of two nodes. */
@Tag("external")
@Timeout(300)
class SlurmPrepareTest {
    @TempDir
    Path folder;

    @Test
    void sharesOfTasks_areTheCropsOfThisMachine_evenIfTheSubmitterEnds_andAVideoIsBroken() throws Exception {
        Assumptions.assumeTrue(SlurmNodes.canStart(), ".ci/slurm install has not been run");
        StringBuilder rows = new StringBuilder("path,label\nbroken.mp4,fake\n");
        Files.writeString(folder.resolve("broken.mp4"), "no video");
        for (int i = 0; i < 7; i++) {
            PortraitVideo.of(i).write(folder.resolve(i + ".mp4"));
            rows.append(i).append(".mp4,").append(i % 2 == 0 ? "real" : "fake").append('\n');
        }
        Files.writeString(folder.resolve("videos.csv"), rows);
        try (SlurmNodes slurm = new SlurmNodes(folder.resolve("slurm"))) {
            Answer submitted = run(slurm, "cluster", "executor={slurm: {tasks: 3}}", "--submit-only");
            assertEquals(0, submitted.code(), submitted.text());
            assertTrue(submitted.text().contains("submitted 8 videos in 3 shares to Slurm as job "), submitted.text());
            Answer collected = run(slurm, "cluster", "executor={slurm: {tasks: 3}}");
            // Something was left out.
            assertEquals(1, collected.code(), collected.text());
            assertTrue(collected.text().contains("test: 35 crops of 8 videos in "), collected.text());
            assertTrue(collected.text().contains("no_video: list/fake/raw/broken"), collected.text());
            assertFalse(Files.exists(folder.resolve("cluster/jobs/2")));
            assertEquals(1, run(slurm, "local", "executor=local").code());
        }
        Map<String, Long> packs = files("local", "packs");
        assertEquals(7, packs.size());
        for (String name : files("local", "").keySet()) {
            if (!name.equals("manifest.json")) {
                assertEquals(
                        -1,
                        Files.mismatch(
                                folder.resolve("local").resolve(name),
                                folder.resolve("cluster").resolve(name)),
                        name);
            }
        }
    }

    private Answer run(SlurmNodes slurm, String output, String executor, String... more) throws Exception {
        Path file = Files.writeString(
                folder.resolve(output + ".yaml"),
                "name: test\nvideos: {list: {file: " + folder.resolve("videos.csv") + "}}\n"
                        + "frames: {even: {count: 5}}\nfaces: whole\noutput: " + folder.resolve(output) + "\n");
        return SlurmNodes.answer(
                slurm.unmask(Stream.concat(Stream.of("prepare", file.toString(), "-s", executor), Stream.of(more))
                        .toArray(String[]::new)));
    }

    private Map<String, Long> files(String output, String below) throws IOException {
        Path root = folder.resolve(output);
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve(below))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(root.relativize(file).toString(), Files.size(file));
            }
        }
        return sizes;
    }
}
