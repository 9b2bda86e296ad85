package io.unmask.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigWriterTest {
    @TempDir
    Path folder;

    @Test
    void everyDefault_isSpelledOut() {
        ConfigFiles files = new ConfigFiles(folder);
        assertEquals(
                """
                cook: '1e-5'
                stoves: 2
                litres: 1e-5
                grams: 0.1
                guests: 7
                open: true
                doneness: medium_rare
                recipes: null
                tables:
                - 1
                - 2
                menu:
                  monday:
                    stew:
                      'on':
                        oven:
                          degrees: 90
                          fan: false
                stove:
                  oven:
                    degrees: 180
                    fan: false
                spares:
                - camping
                cellar:
                  bottles: 100
                  degrees: null
                notes: {}
                """,
                ConfigWriter.yaml(files.read(
                        "{cook: 1e-5, litres: 0.00001, grams: 0.1, menu: {monday: stew}, spares: [camping]}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cook: 'no'",
                "cook: '010'",
                "cook: ' a: b # c'",
                "cook: '${X}'",
                "cook: \"two\\nlines, \\u00e4, \\u2028, \\U0001F600\"",
                "cook: ''",
                "{cook: a, litres: .inf, guests: -9223372036854775808, grams: 3.4028235e38}",
                "{cook: a, litres: 4.9e-324, recipes: 'a b/c', doneness: rare, tables: []}",
                "{cook: a, stove: {open_fire: {wood: 'true'}}, spares: [{oven: {degrees: 1}}], menu: {'no': stew, '1.0': stew}}"
            })
    void whatIsWritten_bindsToAnEqualRecord(String yaml) {
        ConfigFiles files = new ConfigFiles(folder, java.util.Map.of("X", "y"));
        Kitchen kitchen = files.read(yaml);
        Path file = files.write("again.yaml", ConfigWriter.yaml(kitchen));
        assertEquals(kitchen, files.reader().read(file, List.of(), Kitchen.class));
    }
}
