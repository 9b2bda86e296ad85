package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} loads, in a process of its own. */
class StartUpTest {
    @TempDir
    Path folder;

    @Test
    void check_loadsNoEngineAndNoNativeLibrary() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("e.yaml"), CommandsTest.EXPERIMENT);
        List<String> loaded = run("check", file.toString());
        assertTrue(
                loaded.stream().anyMatch(line -> line.contains(" io.unmask.experiments.plan.Plan ")),
                "the log is read");
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> line.contains(" ai.djl.engine.")
                                || line.contains(" ai.djl.pytorch.")
                                || line.contains(" org.bytedeco."))
                        .toList());
    }

    private List<String> run(String... args) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        process.command().addAll(List.of(args));
        process.redirectErrorStream(true);
        Process running = process.start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), output);
        return Files.readAllLines(log);
    }
}
