package io.unmask.experiments.conform;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerConformTest {
    @TempDir
    Path folder;

    private static Path fixtures() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(OptimizerConformTest.class.getResource("/fixtures/optim"))
                .toURI());
    }

    private static boolean conform(Path path, StringWriter printed) {
        return new Conform(new PrintWriter(printed)).run(List.of(path), Set.of("optim"));
    }

    @Test
    void everyOptimiserAndSchedule_isOk() throws URISyntaxException {
        var printed = new StringWriter();
        assertTrue(conform(fixtures(), printed), printed::toString);
        assertTrue(
                printed.toString().endsWith("17 OK, 0 failed, 0 skipped" + System.lineSeparator()), printed::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output.step1.loss",
                "output.step3.lr",
                "output.step4.gradnorm",
                "grad.step2.0.weight",
                "after.step0.2.running_var",
                "after.step4.3.bias"
            })
    void anyChangedEntry_fails(String entry) throws URISyntaxException, IOException {
        Safetensors content = Safetensors.read(fixtures().resolve("adamw_clip.safetensors"));
        double[] values = content.tensors().get(entry).doubles();
        values[values.length - 1] += 0.01;
        Map<String, TensorData> tensors = new LinkedHashMap<>(content.tensors());
        tensors.put(entry, TensorData.of(values, content.tensors().get(entry).shape()));
        assertFails(new Safetensors(tensors, content.metadata()), entry);
    }

    /** A setting that is wrong, and one that nobody reads. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "optimizer; {\"lr\": 0.01, \"name\": \"AdamW\", \"weight_decay\": 0.04}; after.step0",
                "optimizer; {\"lr\": 0.01, \"name\": \"AdamW\", \"weight_decay\": 0.05, \"maximize\": true}; maximize",
                "optimizer; {\"lr\": 0.01, \"name\": \"Lion\"}; expected Adam",
                "clip_grad_norm; 0.5; after.step",
                "scheduler; {\"gamma\": 0.5, \"name\": \"StepLR\", \"step_size\": 2}; output.step2.lr"
            })
    void anyOtherSetting_fails(String key, String value, String message) throws URISyntaxException, IOException {
        Safetensors content = Safetensors.read(fixtures().resolve("adamw_clip.safetensors"));
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put(key, value);
        assertFails(new Safetensors(content.tensors(), metadata), message);
    }

    private void assertFails(Safetensors content, String message) throws IOException {
        Path file = Files.createDirectories(folder.resolve("optim")).resolve("changed.safetensors");
        content.write(file);
        var printed = new StringWriter();
        assertFalse(conform(file, printed), printed::toString);
        assertTrue(printed.toString().contains(message), printed::toString);
    }
}
