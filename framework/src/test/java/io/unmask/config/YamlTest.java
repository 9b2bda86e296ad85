package io.unmask.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no good YAML. */
class YamlTest {
    @TempDir
    Path folder;

    private ConfigFiles files;

    @BeforeEach
    void files() {
        files = new ConfigFiles(folder);
    }

    @Test
    void aKeySetTwice_isAProblemThatNamesTheFirst() {
        assertEquals(
                "k.yaml:3:1  cook: is set twice, first at k.yaml:1:1", files.problems("cook: a\nstoves: 1\ncook: b\n"));
        assertEquals(
                "k.yaml:3:4  cellar.bottles: is set twice, first at k.yaml:2:10",
                files.problems("cook: a\ncellar: {bottles: 1,\n   bottles: 2}\n"));
    }

    @Test
    void brokenYaml_isReportedWhereItBreaks() {
        assertTrue(files.problems("tables: [1, 2\n")
                .startsWith("k.yaml:2:1  is not YAML: expected ',' or ']', but got <stream end>"));
        assertTrue(files.problems("cook: a\n\tstoves: 1\n").startsWith("k.yaml:2:1  is not YAML: "));
        assertTrue(
                files.problems("cook: *nobody\n").startsWith("k.yaml:1:7  is not YAML: found undefined alias nobody"));
    }

    @Test
    void twoDocuments_areOneTooMany() {
        assertTrue(files.problems("cook: a\n---\ncook: b\n").startsWith("k.yaml:2:1  is not YAML: "));
    }

    @Test
    void anEmptyFileOrAList_isNoConfiguration() {
        assertEquals("k.yaml  must be a map of settings, but was empty", files.problems(""));
        assertEquals("k.yaml  must be a map of settings, but was a list", files.problems("- cook\n"));
    }

    @Test
    void aliasesThatContainThemselves_areRefused() {
        assertEquals(
                "k.yaml:2:9  notes.a: is an alias to a value that contains it",
                files.problems("cook: a\nnotes: &n {a: *n}\n").replaceAll("2:[0-9]+", "2:9"));
        assertTrue(files.problems("cook: &a [*a]\n").contains("is an alias to a value that contains it"));
    }

    @Test
    void manyAliases_areRefusedBeforeTheyFillTheMemory() {
        StringBuilder bomb = new StringBuilder("cook: a\nnotes:\n  l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("  l").append(i).append(": &l").append(i).append(" [");
            bomb.append(("*l" + (i - 1) + ", ").repeat(10)).append("]\n");
        }
        assertTrue(
                files.problems(bomb.toString()).matches("(?s)k.yaml.*(aliases|values).*"),
                files.problems(bomb.toString()));
        String wide = "cook: a\nspares: &a [" + "x, ".repeat(30_000) + "]\nnotes: {a: {b: *a, c: *a, d: *a}}\n";
        assertEquals("k.yaml  holds more than 100000 values, aliases counted as often as used", files.problems(wide));
    }

    @Test
    void deepNesting_isRefused() {
        assertTrue(files.problems("cook: " + "[".repeat(2000) + "]".repeat(2000))
                .contains("is not YAML: Nesting Depth exceeded"));
    }

    @Test
    void tagsAndOddKeys_areRefused() {
        assertEquals(
                "k.yaml:1:7  cook: has the tag !secret, but tags have no meaning here",
                files.problems("cook: !secret a\n"));
        assertTrue(files.problems("cook: a\n? [b]\n: c\n")
                .contains("k.yaml:2:3  a key must be a text, but was a list or map"));
    }

    @Test
    void filesThatCannotBeRead_areNamed() throws IOException {
        assertEquals("none.yaml: there is no such file", files.message(folder.resolve("none.yaml")));
        Files.createDirectory(folder.resolve("d"));
        assertEquals("d: is a folder, but a YAML file was expected", files.message(folder.resolve("d")));
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'c', 'o', 'o', 'k', ':', ' ', (byte) 0xe4});
        assertEquals("latin.yaml: is not UTF-8 text", files.message(latin));
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        assertEquals("large.yaml: is larger than 1 MiB, so it is hardly a configuration", files.message(large));
    }
}
