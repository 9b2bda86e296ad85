package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
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

class AugmentConformTest {
    @TempDir
    Path folder;

    private static Path fixtures() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(AugmentConformTest.class.getResource("/fixtures/augment"))
                .toURI());
    }

    private static boolean conform(Path path, StringWriter printed) {
        return new Conform(new PrintWriter(printed)).run(List.of(path), Set.of("augment"));
    }

    @Test
    void everyOperation_equalsTorchvision() throws URISyntaxException {
        var printed = new StringWriter();
        assertTrue(conform(fixtures(), printed), printed::toString);
        assertFalse(printed.toString().contains("[SKIP]"), printed::toString);
    }

    @Test
    void whatPillowComputes_isEqualInEveryPixel() throws Exception {
        try (Stream<Path> files = Files.list(fixtures())) {
            for (Path file : files.filter(f -> f.toString().contains("_pil")).toList()) {
                Safetensors content = Safetensors.read(file);
                Map<String, String> strict = new LinkedHashMap<>(content.metadata());
                strict.put(
                        "tolerance", "{\"uint8_max_levels\": 0, \"nearest_fraction_of_pixels_allowed_to_differ\": 0}");
                Path copy = folder.resolve("strict.safetensors");
                new Safetensors(content.tensors(), strict).write(copy);
                var printed = new StringWriter();
                assertTrue(conform(copy, printed), printed::toString);
            }
        }
    }

    @Test
    void aPixelTwoLevelsOff_fails() throws Exception {
        Safetensors content = Safetensors.read(fixtures().resolve("resize_crop_uint8.safetensors"));
        Map<String, TensorData> tensors = new LinkedHashMap<>(content.tensors());
        String entry = "output.resize_down_bicubic_aa";
        TensorData expected = content.tensors().get(entry);
        ByteBuffer changed = ByteBuffer.allocate(expected.size());
        changed.put(expected.bytes().duplicate()).rewind();
        changed.put(17, (byte) (changed.get(17) ^ 2));
        tensors.put(entry, new TensorData("U8", expected.shape(), changed));
        Path file = folder.resolve("changed.safetensors");
        new Safetensors(tensors, content.metadata()).write(file);
        var printed = new StringWriter();
        assertFalse(conform(file, printed), printed::toString);
        assertTrue(printed.toString().contains(entry + ": error"), printed::toString);
    }
}
