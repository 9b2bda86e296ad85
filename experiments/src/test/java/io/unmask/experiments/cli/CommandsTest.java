package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    static final String EXPERIMENT = """
            name: demo
            seeds: [1, 2]
            data: {train: portraits, validation: portraits, test: {faces: portraits}}
            model: {classifier: {backbone: meso4}}
            train: {epochs: 3, maximum_steps: 1000}
            sweep: {compression: {data.compression: [raw, lq]}}
            """;

    @TempDir
    Path folder;

    @Test
    void check_printsTheTrialsAndTheirCost() throws IOException {
        Console console = Console.run("check", write(EXPERIMENT));
        assertEquals("", console.err());
        assertEquals("""
                demo: 4 trials (1 variant, 2 compression levels, 2 seeds)
                  base/raw/seed-1   3 epochs, at most 1,000 steps
                  base/raw/seed-2   3 epochs, at most 1,000 steps
                  base/lq/seed-1   3 epochs, at most 1,000 steps
                  base/lq/seed-2   3 epochs, at most 1,000 steps
                at most 12 epochs of training in all, scored on faces
                every trial is run, with 4 sets of data to make or compress once; checkpoints take at most 3 MiB
                """, console.out());
        assertEquals(0, console.code());
        Console twins = Console.run(
                "check",
                write(EXPERIMENT),
                "-s",
                "sweep={length: {usual: {}, three: {train.epochs: 3}}}",
                "-s",
                "seeds=[1]");
        assertTrue(
                twins.out().contains("  three/raw/seed-1   the same settings as usual/raw/seed-1, run once\n")
                        && twins.out().contains("1 different trial to run, with 1 set of data"),
                twins.out());
    }

    @Test
    void check_measuresWhatTheNetworksTake_whereThePicturesCanBeCounted() throws IOException {
        Console console = Console.run("check", write(EXPERIMENT), "--measure", "-s", "threads=1");
        assertTrue(console.out().contains("\ntime: the networks take about "), console.out());
        assertEquals(0, console.code());
    }

    @Test
    void check_takesSettingsFromTheCommandLine() throws IOException {
        Console console =
                Console.run("check", write(EXPERIMENT), "-s", "seeds=[5]", "-s", "sweep={}", "--set", "train.epochs=1");
        assertTrue(
                console.out()
                        .startsWith("demo: 1 trial (1 variant, raw, 1 seed)\n  base/raw/seed-5   1 epoch, at most"),
                console.out());
    }

    @Test
    void check_showsLongPlansInPart() throws IOException {
        String file = write(EXPERIMENT.replace("[1, 2]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]"));
        assertTrue(Console.run("check", file).out().contains("  … and 2 more (--all prints them)\n"));
        assertTrue(Console.run("check", "--all", file).out().contains("base/lq/seed-16"));
    }

    @Test
    void check_printsAResolvedTrial() throws IOException {
        String yaml = Console.run("check", "--resolved", write(EXPERIMENT)).out();
        assertTrue(yaml.contains("  epochs: 3\n"), yaml);
        assertTrue(yaml.contains("    adam:\n      learning_rate: 0.001\n"), yaml);
    }

    @Test
    void check_ofAWrongExperiment_tellsAllAndEndsWith2() throws IOException {
        String file = write(EXPERIMENT.replace("meso4", "meso5").replace("epochs: 3", "epochs: 0"));
        Console console = Console.run("check", file);
        assertEquals(2, console.code());
        assertEquals("", console.out());
        assertTrue(console.err().replace(folder + "/", "").startsWith("""
                                e.yaml:4:32  model.classifier.backbone: no backbone "meso5"
                                    nearest: "meso4"     known:"""), console.err());
        assertTrue(console.err().contains("e.yaml:5:17  train.epochs: must be at least 1, but was 0\n"), console.err());
        assertTrue(console.err().endsWith("\n2 problems; nothing was run\n"), console.err());
        assertFalse(console.err().contains("\tat "), "no stack trace");
        assertTrue(Console.run("check", "--debug", file).err().contains("\tat io.unmask."));
    }

    @Test
    void check_ofNoFile_endsWith2() {
        Console console = Console.run("check", folder.resolve("none.yaml").toString());
        assertEquals("unmask: " + folder + "/none.yaml: there is no such file\n", console.err());
        assertEquals(2, console.code());
    }

    @Test
    void list_printsFamiliesAndComponents() {
        Console console = Console.run("list");
        assertEquals(0, console.code());
        assertTrue(console.out().contains("\nbackbone\n"), console.out());
        assertTrue(console.out().contains("\n  adam     Adam as in PyTorch;"), console.out());
        Console one = Console.run("list", "optimizers");
        assertTrue(one.out().startsWith("optimizer\n  adam "), one.out());
        assertFalse(one.out().contains("backbone"));
    }

    @Test
    void list_ofAnUnknownFamily_namesTheKnownOnes() {
        Console console = Console.run("list", "backbon");
        assertEquals(2, console.code());
        assertTrue(
                console.err()
                        .startsWith(
                                "unmask: no family \"backbon\"\n    nearest: \"backbone\"\n    known: augmentation, backbone, data_source"),
                console.err());
    }

    @Test
    void describe_printsSettingsWithTypesDefaultsAndDocs() {
        Console console = Console.run("describe", "adam");
        assertEquals(0, console.code());
        assertTrue(console.out().startsWith("adam, an optimizer\n"), console.out());
        assertTrue(
                console.out().contains("\n  learning_rate: a number; default 1e-3\n      Step size.\n"), console.out());
    }

    @Test
    void describe_showsTheNetworkOfABackbone() {
        Console console = Console.run("describe", "resnet18", "--side", "32", "--batch", "2");
        assertEquals(0, console.code(), console.err());
        assertTrue(console.out().contains("Parameters: 11,177,538 trained; 9,600 running statistics"), console.out());
        assertTrue(console.out().contains("\n    layer4  (512, 1, 1)\n"), console.out());
        assertTrue(
                console.out().contains("\n  Multiply-adds: 37.0 million a picture (convolutions 37.0, "),
                console.out());
        assertTrue(console.out().contains("MiB kept for the backward pass of 2 at 32 x 32\n"), console.out());
        assertTrue(console.out().contains("One training step of 2 at 32 x 32 on the CPU: "), console.out());
    }

    @Test
    void describe_knowsBlocksAndFamilies() {
        assertTrue(Console.run("describe").out().contains("\n  name: a text; required\n"));
        assertTrue(Console.run("describe", "train").out().contains("\n  epochs: a whole number; default 20\n"));
        assertTrue(
                Console.run("describe", "data.image").out().contains("\n  side_pixels: a whole number; default 256\n"));
        assertTrue(Console.run("describe", "optimizer").out().startsWith("optimizer\n  adam "));
        assertTrue(Console.run("describe", "data_source").out().contains("  portraits"));
    }

    @Test
    void describe_knowsTheFilesOfOtherCommands() {
        assertTrue(Console.run("describe", "prepare").out().contains("\n  videos: a video set; required\n"));
        assertTrue(
                Console.run("describe", "prepare.crop").out().contains("\n  side_pixels: a whole number; optional\n"));
        assertTrue(Console.run("describe", "haar").out().startsWith("haar, a face detector\n"));
        assertTrue(Console.run("list", "face_detector").out().contains("\n  yunet "));
        assertTrue(Console.run("describe", "prepare.corp").err().contains("nearest: \"prepare.crop\""));
    }

    @Test
    void describe_givesASchemaOfEveryKindOfFile() throws Exception {
        for (String file : ConfigFile.keys()) {
            Console console = Console.run("describe", file, "--schema");
            JsonNode schema = new ObjectMapper().readTree(console.out());
            assertFalse(schema.path("properties").isEmpty(), console.out());
            for (JsonNode reference : schema.findValues("$ref")) {
                assertTrue(schema.at(reference.asText().substring(1)).isObject(), file + " " + reference);
            }
        }
        Console none = Console.run("describe", "adam", "--schema");
        assertEquals(2, none.code());
        assertEquals(
                "unmask: no kind of file is called \"adam\"\n    known: experiment, prepare, compress, inspect, predict\n",
                none.err());
    }

    @Test
    void describe_ofNothingKnown_namesTheNearest() {
        Console console = Console.run("describe", "adan");
        assertEquals(2, console.code());
        assertTrue(
                console.err().startsWith("unmask: nothing is called \"adan\"\n    nearest: \"adam\"\n    known: "),
                console.err());
    }

    @Test
    void anUnknownCommandOrOption_isAnsweredWithTheNearest() {
        Console console = Console.run("chek");
        assertEquals(2, console.code());
        assertEquals(
                "unmask: Unmatched argument at index 0: 'chek'\nDid you mean: unmask check or unmask bench?\nSee: unmask --help\n",
                console.err());
        assertTrue(Console.run("check", "x.yaml", "--al").err().contains("Possible solutions: --all"));
        assertEquals(2, Console.run().code());
        assertEquals(2, Console.run("check").code());
    }

    @Test
    void help_isEverywhere() {
        for (String command : new String[] {"check", "list", "describe", "doctor", "conform", "bench"}) {
            Console console = Console.run(command, "--help");
            assertEquals(0, console.code(), console.err());
            assertTrue(console.out().startsWith("Usage: unmask " + command), console.out());
        }
        assertTrue(Console.run("--version").out().startsWith("unmask "));
    }

    @Test
    void plugins_areAskedFor() {
        Console console = Console.run("list", "--plugins", folder.resolve("no").toString());
        assertEquals(2, console.code());
        assertEquals("unmask: --plugins " + folder + "/no: there is no such folder\n", console.err());
    }

    private String write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("e.yaml"), yaml).toString();
    }
}
