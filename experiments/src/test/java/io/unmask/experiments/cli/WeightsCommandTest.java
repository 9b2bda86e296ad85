package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsCommandTest {
    @TempDir
    Path folder;

    private Path file(String name, Map<String, TensorData> tensors) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        new Safetensors(tensors, Map.of("epoch", "1")).write(file);
        return file;
    }

    private static Map<String, TensorData> tensors() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("conv.weight", TensorData.of(new float[] {1, 2, 3, 4}, 2, 2));
        tensors.put("bn.num_batches_tracked", TensorData.of(new long[] {5}));
        return tensors;
    }

    @Test
    void list_saysWhatIsHere() throws IOException {
        String cache = folder.resolve("cache").toString();
        assertTrue(Console.run("weights", "list", "--cache", cache)
                .out()
                .contains("lukemelas/adv-efficientnet-b4     -     {efficientnet: {size: b4}}       inputs half"));
        Path given = file("given.pth", tensors());
        Console got = Console.run(
                "weights", "get", "lukemelas/adv-efficientnet-b4", "--from", given.toString(), "--cache", cache);
        assertEquals(0, got.code(), got.err());
        assertTrue(got.out().contains("the digits in its name are 44fb3a87"), got.out());
        assertTrue(Console.run("weights", "list", "--cache", cache)
                .out()
                .contains("lukemelas/adv-efficientnet-b4     here "));
        assertTrue(Console.run("weights", "get", "lukemelas/adv-efficientnet-b4", "--cache", cache)
                .out()
                .contains("here, "));
        assertTrue(Console.run("weights", "show", "lukemelas/adv-efficientnet-b4", "--cache", cache)
                .out()
                .contains("2 tensors, 5 elements"));
    }

    @Test
    void get_refusesAnotherFile_andUnknownNames() throws IOException {
        Path given = file("given.pth", tensors());
        Console other = Console.run(
                "weights", "get", "torchvision/resnet18", "--from", given.toString(), "--cache", folder.toString());
        assertEquals(2, other.code());
        assertTrue(other.err().contains("expected one that begins with f37072fd"), other.err());
        Console unknown = Console.run("weights", "get", "resnet18");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("no weights \"resnet18\""), unknown.err());
        assertEquals(2, Console.run("weights").code());
    }

    @Test
    void show_printsNamesTypesAndShapes() throws IOException {
        String out = Console.run(
                        "weights", "show", file("w.safetensors", tensors()).toString())
                .out();
        assertTrue(out.contains("conv.weight             F32  [2, 2]"), out);
        assertTrue(out.contains("bn.num_batches_tracked  I64  []"), out);
    }

    @Test
    void export_holdsOfficialNamesAlone() throws IOException {
        Map<String, TensorData> last = tensors();
        last.put("optimizer/first", TensorData.of(new float[] {9}, 1));
        last.put("ema/conv.weight", TensorData.of(new float[] {9, 9, 9, 9}, 2, 2));
        Path checkpoint = file("last.safetensors", last);
        Path target = folder.resolve("out/exported.safetensors");
        Console console = Console.run("weights", "export", checkpoint.toString(), target.toString());
        assertEquals(target + ": 2 tensors\n", console.out());
        Safetensors exported = Safetensors.read(target);
        assertEquals(
                List.of("conv.weight", "bn.num_batches_tracked"),
                List.copyOf(exported.tensors().keySet()));
        assertArrayEquals(
                new float[] {1, 2, 3, 4}, exported.tensors().get("conv.weight").floats());
        assertEquals(Map.of("format", "pt"), exported.metadata());
    }

    @Test
    void export_ofAnExperiment_namesItsTrials() throws IOException {
        Path best = file("demo/trials/base/raw/seed-1/best.safetensors", tensors());
        Path target = folder.resolve("exported.safetensors");
        Console whole = Console.run("weights", "export", folder.resolve("demo").toString(), target.toString());
        assertEquals(2, whole.code());
        assertTrue(whole.err().contains("trials below it: [" + best.getParent() + "]"), whole.err());
        assertEquals(
                0,
                Console.run("weights", "export", best.getParent().toString(), target.toString())
                        .code());
    }

    @Test
    void check_saysWhichWeightsToFetchBeforeTheRun() throws IOException {
        Path experiment = Files.writeString(folder.resolve("demo.yaml"), CommandsTest.EXPERIMENT);
        Console console = Console.run(
                "check",
                experiment.toString(),
                "--cache",
                folder.toString(),
                "-s",
                "model.classifier.backbone={resnet18: {weights: torchvision/resnet18}}");
        assertEquals(0, console.code(), console.err());
        assertTrue(console.out().contains("\nbefore run: ./unmask weights get torchvision/resnet18\n"), console.out());
    }

    @Test
    void run_stopsBeforeTheFirstTrial_withoutItsWeights() throws IOException {
        Path experiment = Files.writeString(folder.resolve("demo.yaml"), CommandsTest.EXPERIMENT);
        Console console = Console.run(
                "run",
                experiment.toString(),
                "--cache",
                folder.toString(),
                "--results",
                folder.resolve("results").toString(),
                "-s",
                "model.classifier.backbone={resnet18: {weights: torchvision/resnet18}}");
        assertEquals(2, console.code());
        assertTrue(console.err().contains("cure: ./unmask weights get torchvision/resnet18"), console.err());
    }
}
