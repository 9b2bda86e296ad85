package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricConformTest {
    @TempDir
    Path folder;

    private static Path fixtures() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(MetricConformTest.class.getResource("/fixtures/metrics"))
                .toURI());
    }

    private static boolean conform(Path path, StringWriter printed) {
        return new Conform(new PrintWriter(printed)).run(List.of(path), Set.of("metrics"));
    }

    @Test
    void everyMetricFixture_isOk() throws URISyntaxException {
        var printed = new StringWriter();
        assertTrue(conform(fixtures(), printed), printed::toString);
        assertTrue(
                printed.toString().endsWith("8 OK, 0 failed, 0 skipped" + System.lineSeparator()), printed::toString);
    }

    @Test
    void anyChangedEntry_fails() throws URISyntaxException, IOException {
        try (Stream<Path> files = Files.list(fixtures())) {
            for (Path file : files.sorted().toList()) {
                Safetensors content = Safetensors.read(file);
                for (String entry : content.tensors().keySet()) {
                    if (entry.startsWith("output.")) {
                        var printed = new StringWriter();
                        assertFalse(conform(changed(content, entry), printed), () -> file + " " + entry);
                        assertTrue(printed.toString().contains(entry + ": error"), printed::toString);
                    }
                }
            }
        }
    }

    private Path changed(Safetensors content, String entry) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>(content.tensors());
        TensorData old = content.tensors().get(entry);
        double[] values = old.doubles();
        assertEquals(old.size(), values.length);
        values[values.length - 1] += 1e-3 + Math.abs(values[values.length - 1]) * 1e-3;
        tensors.put(entry, TensorData.of(values, old.shape()));
        Path file = folder.resolve("changed.safetensors");
        new Safetensors(tensors, content.metadata()).write(file);
        return file;
    }
}
