package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.store.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs experiments on a few drawn faces, in seconds. */
abstract class TinyRuns {
    static final String EXPERIMENT = """
            name: tiny
            data:
              train: &faces {self_blended: {source: {portraits: {identities: 12, photos_per_identity: 1, side_pixels: 48}}}}
              validation: *faces
              test: {faces: *faces}
              image: {side_pixels: 32}
            model: {classifier: {backbone: meso4}}
            augment: [flip]
            train: {epochs: 2, batch_size: 4}
            sweep: {compression: {data.compression: [raw, lq]}}
            report: {bootstrap_replicates: 50}
            threads: 1
            """;

    @TempDir
    Path folder;

    Path file;

    /** The experiment that most tests vary. */
    String experiment() {
        return EXPERIMENT;
    }

    @BeforeEach
    void writeExperiment() throws IOException {
        file = folder.resolve("tiny.yaml");
        Files.writeString(file, experiment());
    }

    ExperimentRunner runner(String results, String... overrides) {
        Plan plan = Plan.read(new ConfigReader(Components.builtIn(), Map.of()), file, List.of(overrides));
        return new ExperimentRunner(
                plan,
                new RunFolder(folder.resolve(results).resolve("tiny")),
                folder.resolve("cache"),
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** Every file that may not depend on times, by its path. */
    Map<String, byte[]> lastingFiles(String results) throws IOException {
        Path root = folder.resolve(results);
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path path : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                String name = path.getFileName().toString();
                if (!name.equals("manifest.json")
                        && !name.equals("times.json")
                        && !name.equals(".lock")
                        && !name.startsWith("events.")) {
                    contents.put(root.relativize(path).toString(), Files.readAllBytes(path));
                }
            }
        }
        return contents;
    }

    static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
    }
}
