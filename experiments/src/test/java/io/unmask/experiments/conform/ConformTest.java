package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.experiments.cli.Main;
import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConformTest {
    /** Cheap to run, and with every kind of entry. */
    private static final String SMALL = "backbones/meso4_honggu.safetensors";

    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ConformTest.class.getResource("/fixtures/" + name))
                .toURI());
    }

    private boolean conform(Path path, String... required) {
        return new Conform(new PrintWriter(printed)).run(List.of(path), Set.of(required));
    }

    private Path write(Map<String, TensorData> tensors, Map<String, String> metadata) throws IOException {
        Path file = folder.resolve("case.safetensors");
        new Safetensors(tensors, metadata).write(file);
        return file;
    }

    @Test
    void everyBackboneAndTheRule_areOk() throws URISyntaxException {
        assertTrue(conform(fixture("backbones"), "backbones"), printed::toString);
        assertTrue(conform(fixture("rule"), "rule"), printed::toString);
        assertFalse(printed.toString().contains("[SKIP]"), printed::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output.eval.logits",
                "output.train.logits",
                "output64.eval.logits",
                "output64.train.logits",
                "tapsample.eval.conv1",
                "tapstat.train.maxpooling2",
                "gradnorm.total",
                "gradnorm.input.x",
                "gradsample.input.x",
                "gradnorm.param.conv2.weight",
                "gradproj.param.fc1.bias",
                "gradnorm64.param.bn1.weight",
                "gradproj64.param.conv4.weight",
                "grad.param.fc2.weight",
                "after.bn1.running_mean",
                "after.bn2.num_batches_tracked"
            })
    void changedValue_fails(String entry) throws URISyntaxException, IOException {
        Safetensors content = Safetensors.read(fixture(SMALL));
        Map<String, TensorData> tensors = new LinkedHashMap<>(content.tensors());
        TensorData old = Objects.requireNonNull(tensors.get(entry));
        if (old.type().equals("I64")) {
            tensors.put(entry, TensorData.of(new long[] {old.longs()[0] + 1}, old.shape()));
        } else {
            float[] values = old.floats();
            values[0] += 0.05f * Math.max(1, Math.abs(values[0]));
            tensors.put(entry, TensorData.of(values, old.shape()));
        }
        assertFalse(conform(write(tensors, content.metadata())), printed::toString);
        assertTrue(printed.toString().contains(entry + ": error"), printed::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"output.eval.more", "gradient", "afterwards", "tap.eval.nowhere", "gradnorm.param.nobody"})
    void entryThatNobodyCompares_fails(String entry) throws URISyntaxException, IOException {
        Safetensors content = Safetensors.read(fixture(SMALL));
        Map<String, TensorData> tensors = new LinkedHashMap<>(content.tensors());
        tensors.put(entry, TensorData.of(new float[] {1}));
        assertFalse(conform(write(tensors, content.metadata())), printed::toString);
        assertTrue(printed.toString().contains(entry), printed::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"class=Meso5", "area=audio"})
    void unknownModule_isSkipped_unlessItsAreaIsRequired(String change) throws URISyntaxException, IOException {
        Safetensors content = Safetensors.read(fixture(SMALL));
        Map<String, String> metadata = new HashMap<>(content.metadata());
        String[] keyAndValue = change.split("=", 2);
        metadata.put(keyAndValue[0], keyAndValue[1]);
        Path file = write(content.tensors(), metadata);
        assertTrue(conform(file), printed::toString);
        assertTrue(printed.toString().startsWith("[SKIP] "), printed::toString);
        assertTrue(printed.toString().contains("no counterpart"), printed::toString);
        assertFalse(conform(file, Objects.requireNonNull(metadata.get("area"))));
    }

    @Test
    void constructorArgumentThatNobodyReads_failsAndIsNamed() throws URISyntaxException, IOException {
        Safetensors content = Safetensors.read(fixture(SMALL));
        Map<String, String> metadata = new HashMap<>(content.metadata());
        metadata.put("constructor", "{\"num_classes\": 2, \"width\": 3}");
        assertFalse(conform(write(content.tensors(), metadata)));
        assertTrue(
                printed.toString().contains("constructor argument width has no counterpart here"), printed::toString);
    }

    @Test
    void wrongNumberOfParameters_fails() throws URISyntaxException, IOException {
        Safetensors content = Safetensors.read(fixture(SMALL));
        Map<String, String> metadata = new HashMap<>(content.metadata());
        metadata.put("param_count", "27899");
        assertFalse(conform(write(content.tensors(), metadata)));
        assertTrue(printed.toString().contains("27898 trained elements, expected 27899"), printed::toString);
    }

    @Test
    void requiredAreaWithoutAnyCase_fails() throws URISyntaxException {
        assertFalse(conform(fixture("rule"), "rule", "metrics"));
        assertTrue(printed.toString().contains("required, but no fixture of this area"), printed::toString);
    }

    @Test
    void brokenFile_failsByItself_andTheRestGoesOn() throws URISyntaxException, IOException {
        Files.copy(fixture("rule/rule_v1.safetensors"), folder.resolve("whole.safetensors"));
        Files.write(folder.resolve("broken.safetensors"), new byte[] {1, 2, 3});
        assertFalse(conform(folder));
        assertTrue(printed.toString().contains("broken.safetensors: not a whole safetensors file"), printed::toString);
        assertTrue(printed.toString().contains("1 OK, 1 failed, 0 skipped"), printed::toString);
    }

    @Test
    void missingPathAndFolderWithoutFixtures_areBadInput() {
        var missing = assertThrows(BadInputException.class, () -> conform(folder.resolve("none")));
        assertTrue(String.valueOf(missing.getMessage()).contains("no such file or folder"));
        var empty = assertThrows(BadInputException.class, () -> conform(folder));
        assertTrue(String.valueOf(empty.getMessage()).contains("found no .safetensors file"));
    }

    @Test
    void exitCodes_tellOkFromFailedFromBadInput() throws URISyntaxException {
        String rule = fixture("rule").toString();
        assertEquals(0, command("conform", rule, "--require", "rule"));
        assertEquals(1, command("conform", rule, "--require", "rule,optim"));
        assertEquals(2, command("conform", folder.resolve("none").toString()));
    }

    private int command(String... args) {
        PrintWriter out = new PrintWriter(printed);
        return Main.run(out, out, args);
    }
}
