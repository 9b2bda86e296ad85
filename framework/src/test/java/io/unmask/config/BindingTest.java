package io.unmask.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {
    @TempDir
    Path folder;

    private ConfigFiles files;

    @BeforeEach
    void files() {
        files = new ConfigFiles(folder);
    }

    @Test
    void everythingLeftOut_takesItsDefault() {
        Kitchen kitchen = files.read("cook: Ada");
        assertEquals("Ada", kitchen.cook());
        assertEquals(2, kitchen.stoves());
        assertEquals(1.5, kitchen.litres());
        assertEquals(0.5f, kitchen.grams());
        assertEquals(Kitchen.Doneness.MEDIUM_RARE, kitchen.doneness());
        assertNull(kitchen.recipes());
        assertEquals(List.of(1, 2), kitchen.tables());
        assertEquals(new Kitchen.Oven(180, false), kitchen.stove());
        assertEquals(new Kitchen.Cellar(100, null), kitchen.cellar());
    }

    @Test
    void everyKindOfSetting_isBound() {
        Kitchen kitchen = files.read("""
                cook: Ada
                stoves: 3
                litres: 1e-3
                grams: 2
                guests: 5000000000
                open: false
                doneness: well
                recipes: a/b.txt
                tables: []
                menu:
                  second: {stew: {on: camping}}
                  first: stew
                stove: {open_fire: {wood: beech}}
                spares: [oven, {oven: {degrees: 100}}, {camping: }]
                cellar:
                  degrees: 11
                """);
        assertEquals(1e-3, kitchen.litres());
        assertEquals(2f, kitchen.grams());
        assertEquals(5_000_000_000L, kitchen.guests());
        assertEquals(Path.of("a/b.txt"), kitchen.recipes());
        assertEquals(List.of("second", "first"), List.copyOf(kitchen.menu().keySet()));
        assertEquals(new Kitchen.Stew(new Kitchen.Camping()), kitchen.menu().get("second"));
        assertEquals(
                new Kitchen.Stew(new Kitchen.Oven(90, false)), kitchen.menu().get("first"));
        assertEquals(new Kitchen.OpenFire("beech"), kitchen.stove());
        assertEquals(
                List.of(new Kitchen.Oven(180, false), new Kitchen.Oven(100, false), new Kitchen.Camping()),
                kitchen.spares());
        assertEquals(11.0, kitchen.cellar().degrees());
    }

    @ParameterizedTest
    @CsvSource({"no", "010", "1.10", "2024", "true", "1:30", "null.", "1e3"})
    void text_isTakenAsWritten(String text) {
        assertEquals(text, files.read("cook: " + text).cook());
    }

    @ParameterizedTest
    @CsvSource({"010,10", "1e1,10", "10.0,10", "+10,10"})
    void wholeNumbers_areDecimal(String text, int value) {
        assertEquals(value, files.read("{cook: a, stoves: " + text + "}").stoves());
    }

    @Test
    void nullAndEmpty_areNothing() {
        assertNull(files.read("{cook: a, recipes: null}").recipes());
        assertEquals(2, files.read("cook: a\nstoves:\n").stoves());
    }

    @Test
    void anchorsAndMergeKeys_areResolved() {
        Kitchen kitchen = files.read("""
                cook: a
                stove: &hot {oven: &settings {degrees: 300, fan: true}}
                spares:
                  - *hot
                  - oven: {<<: *settings, fan: false}
                  - oven: {fan: false, <<: [{degrees: 10}, *settings]}
                """);
        assertEquals(
                List.of(new Kitchen.Oven(300, true), new Kitchen.Oven(300, false), new Kitchen.Oven(10, false)),
                kitchen.spares());
    }

    @Test
    void aRawSetting_keepsItsPosition() {
        Kitchen kitchen = files.read("cook: a\nnotes:\n  x: {y.z: [1]}\n");
        Node note = kitchen.notes().get("x").get("y.z");
        assertInstanceOf(Node.Sequence.class, note);
        assertEquals(new Position(folder + "/k.yaml", 3, 12), note.position());
    }

    @Test
    void allProblems_areReportedAtOnce_inTheOrderOfTheFile() {
        assertEquals("""
                k.yaml:1:1  cook: is missing, expected a text (Who cooks.)
                k.yaml:1:9  stoves: must be at least 1, but was 0
                k.yaml:2:1  litre: no such key
                    nearest: "litres"     known: cook, stoves, litres, grams, guests, open, doneness, recipes, tables, menu,\
                 stove, spares, cellar, notes
                k.yaml:3:7  open: must be true or false, but was the text "yes"
                k.yaml:4:11  doneness: must be one of rare, medium_rare, well, but was "wel"; did you mean "well"?
                k.yaml:5:13  tables.1: must be a whole number, but was the text "two"
                k.yaml:6:8  stove: no stove "ovn"
                    nearest: "oven"     known: camping, open_fire, oven
                k.yaml:8:13  spares.0.oven.fans: no such key
                    nearest: "fan"     known: degrees, fan
                k.yaml:9:5  spares.1.open_fire.wood: is missing, expected a text (What burns.)""", files.problems("""
                        stoves: 0
                        litre: 1
                        open: yes
                        doneness: wel
                        tables: [1, two]
                        stove: ovn
                        spares:
                          - {oven: {fans: true}}
                          - open_fire
                        """));
    }

    @Test
    void aWrongTypeInARequiredSetting_hidesNoOtherRule_andIsNotJudgedByItsStandIn() {
        assertEquals("""
                k.yaml:1:7  cook: must be a text, but was a list
                k.yaml:2:9  stoves: must be at least 1, but was 0
                k.yaml:3:9  litres: must be a number, but was the text "none\"""", files.problems("cook: [a]\nstoves: 0\nlitres: none\n"));
    }

    @Test
    void allBrokenRulesOfARecord_areReported() {
        assertEquals("""
                k.yaml:2:9  stoves: must be at least 1, but was 0
                k.yaml:3:9  litres: must be above 0, but was -1.0""", files.problems("cook: a\nstoves: 0\nlitres: -1\n"));
    }

    @Test
    void aBrokenRule_isReportedBesideAMisspeltKeyAndAWrongType() {
        assertEquals("""
                k.yaml:1:13  stovs: no such key
                    nearest: "stoves"     known: cook, stoves, litres, grams, guests, open, doneness, recipes, tables, menu,\
                 stove, spares, cellar, notes
                k.yaml:1:31  litres: must be above 0, but was 0.0
                k.yaml:1:42  guests: must be a whole number, but was 1.5""", files.problems("{cook: Ada, stovs: 3, litres: 0, guests: 1.5}"));
    }

    @Test
    void aRuleOfANestedRecord_isReportedAtItsSetting() {
        assertEquals(
                "k.yaml:2:27  stove.oven.degrees: must be below 500, but was 900",
                files.problems("cook: a\nstove: {oven: {degrees:   900}}\n"));
        assertEquals(
                "k.yaml:3:12  cellar.bottles: must not be negative, but was -1",
                files.problems("cook: a\ncellar:\n  bottles: -1\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stoves: ten | stoves: must be a whole number, but was the text \"ten\"",
                "stoves: '10' | stoves: must be a whole number, but was the text \"10\"",
                "stoves: 1.5 | stoves: must be a whole number, but was 1.5",
                "stoves: [1] | stoves: must be a whole number, but was a list",
                "stoves: 3000000000 | stoves: must be a whole number from -2147483648 to 2147483647, but was 3000000000",
                "stoves: 1e999999999 | stoves: must be a whole number, but was the text \"1e999999999\"",
                "litres: much | litres: must be a number, but was the text \"much\"",
                "litres: {a: 1} | litres: must be a number, but was a map",
                "litres: .nan | litres: must be above 0, but was NaN",
                "open: 1 | open: must be true or false, but was 1",
                "doneness: [rare] | doneness: must be one of rare, medium_rare, well, but was a list",
                "tables: 3 | tables: must be a list, each entry a whole number, but was 3",
                "menu: [a] | menu: must be a map from names, each value a dish, but was a list",
                "cellar: 3 | cellar: must be a map of settings, but was 3",
                "stove: [oven] | stove: must be a stove, its name or {name: {settings}}, but was a list"
                        + "\\n    known: camping, open_fire, oven",
                "stove: {oven: {}, camping: {}} | stove: must be a stove, its name or {name: {settings}}, but was a map with the keys"
                        + " oven, camping\\n    known: camping, open_fire, oven",
                "stove: {oven: 3} | stove.oven: must be a map of settings, but was 3",
                "stove: {camping: {gas: 1}} | stove.camping.gas: no such key; nothing can be set here",
                "recipes: [a] | recipes: must be a path, but was a list",
            })
    void aWrongValue_namesExpectedAndFound(String yaml, String message) {
        String all = files.problems("cook: a\n" + yaml);
        assertEquals(message.replace("\\n", "\n"), all.substring(all.indexOf("  ") + 2));
    }

    @Test
    void aRequiredSettingLeftEmpty_isReportedAtItsKey() {
        assertEquals("k.yaml:2:1  cook: is empty, expected a text (Who cooks.)", files.problems("stoves: 1\ncook:\n"));
    }
}
