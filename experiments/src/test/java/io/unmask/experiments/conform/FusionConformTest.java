package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FusionConformTest {
    @TempDir
    Path folder;

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(FusionConformTest.class.getResource("/fixtures/fusion" + name))
                .toURI());
    }

    @Test
    void everyFusionAndNoiseFilter_isOk() throws URISyntaxException {
        var printed = new StringWriter();
        assertTrue(
                new Conform(new PrintWriter(printed)).run(List.of(fixture("")), Set.of("lv", "m2tr")),
                printed::toString);
        assertTrue(
                printed.toString().endsWith("11 OK, 0 failed, 0 skipped" + System.lineSeparator()), printed::toString);
    }

    @Test
    void kernelsOfAnotherConstructor_fail() throws Exception {
        // The official file with the first kernel moved: the forward pass follows it, the constructor does not.
        Fixture official = Fixture.read(fixture("/srm_simple_inc3.safetensors"));
        var tensors = new LinkedHashMap<>(official.content().tensors());
        float[] kernel = tensors.get("param.kernel").floats();
        kernel[12] += 0.5f;
        tensors.put(
                "param.kernel",
                TensorData.of(kernel, tensors.get("param.kernel").shape()));
        Path file = folder.resolve("changed.safetensors");
        new Safetensors(tensors, official.content().metadata()).write(file);
        var printed = new StringWriter();
        assertFalse(new Conform(new PrintWriter(printed)).run(List.of(file), Set.of()));
        assertTrue(printed.toString().contains("param.kernel as constructed"), printed::toString);
    }

    @Test
    void anArgumentThatNothingReads_isAnError() throws Exception {
        Fixture official = Fixture.read(fixture("/lfga.safetensors"));
        Map<String, String> metadata = new LinkedHashMap<>(official.content().metadata());
        metadata.put("constructor", "{\"in_channel\": 16, \"ratio\": 4, \"heads\": 2}");
        Path file = folder.resolve("changed.safetensors");
        new Safetensors(official.content().tensors(), metadata).write(file);
        Fixture changed = Fixture.read(file);
        BadInputException error =
                assertThrows(BadInputException.class, () -> new FusionCase().run(changed, new Comparison(changed)));
        assertTrue(error.getMessage().contains("heads has no counterpart here"), error.getMessage());
    }
}
