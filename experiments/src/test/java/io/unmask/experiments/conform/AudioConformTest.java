package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mel spectrograms against a small fixture that librosa made: other sizes, powers, scales and edges than the usual. */
class AudioConformTest {
    @TempDir
    Path folder;

    private static Path fixture() throws Exception {
        return Path.of(Objects.requireNonNull(
                        AudioConformTest.class.getResource("/fixtures/audio/mel_spectrogram.safetensors"))
                .toURI());
    }

    private static boolean conform(Path path, StringWriter printed) {
        return new Conform(new PrintWriter(printed)).run(List.of(path), Set.of("audio"));
    }

    @Test
    void spectrogramsDecibelsAndCepstra_areThoseOfLibrosa() throws Exception {
        StringWriter printed = new StringWriter();
        assertTrue(conform(fixture(), printed), printed::toString);
    }

    @Test
    void wrongValue_andAnArgumentThatIsNotImplemented_fail() throws Exception {
        Safetensors content = Safetensors.read(fixture());
        Map<String, TensorData> tensors = new LinkedHashMap<>(content.tensors());
        float[] samples = Objects.requireNonNull(tensors.get("input.y")).floats();
        samples[700] += 0.1f;
        tensors.put("input.y", TensorData.of(samples, samples.length));
        Path wrong = folder.resolve("wrong.safetensors");
        new Safetensors(tensors, content.metadata()).write(wrong);
        StringWriter printed = new StringWriter();
        assertFalse(conform(wrong, printed));
        assertTrue(printed.toString().contains("output.odd.db_ref_max: error"), printed::toString);

        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put("configs", "{\"default\": {\"n_mels\": 40, \"lifter\": 2}}");
        Path unknown = folder.resolve("unknown.safetensors");
        new Safetensors(content.tensors(), metadata).write(unknown);
        printed = new StringWriter();
        assertFalse(conform(unknown, printed));
        assertTrue(printed.toString().contains("lifter has no counterpart here"), printed::toString);
    }
}
