package io.unmask.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code extends}, {@code -s} and references. */
class LayersTest {
    @TempDir
    Path folder;

    private ConfigFiles files;

    @BeforeEach
    void files() {
        files = new ConfigFiles(folder, Map.of("COOK", "Grace", "STOVES", "4", "EMPTY", ""));
        files.write("base.yaml", """
                cook: Ada
                stoves: 5
                stove: {oven: {degrees: 300, fan: true}}
                tables: [1, 2, 3]
                menu: {monday: stew}
                cellar: {bottles: 7, degrees: 12}
                """);
    }

    @Test
    void aFile_isLaidOverTheOneItExtends() {
        Kitchen kitchen = files.read("""
                extends: base.yaml
                stoves: 6
                tables: [9]
                menu: {friday: {stew: {on: camping}}}
                cellar: {bottles: 8}
                """);
        assertEquals("Ada", kitchen.cook());
        assertEquals(6, kitchen.stoves());
        assertEquals(List.of(9), kitchen.tables(), "lists are replaced");
        assertEquals(List.of("monday", "friday"), List.copyOf(kitchen.menu().keySet()), "maps merge");
        assertEquals(new Kitchen.Cellar(8, 12.0), kitchen.cellar(), "blocks merge");
    }

    @Test
    void aComponentOfTheSameName_changesItsSettings() {
        assertEquals(
                new Kitchen.Oven(200, true),
                files.read("extends: base.yaml\nstove: {oven: {degrees: 200}}\n")
                        .stove());
    }

    @Test
    void aBareName_startsFromTheDefaults() {
        assertEquals(
                new Kitchen.Oven(180, false),
                files.read("extends: base.yaml\nstove: oven\n").stove());
    }

    @Test
    void aComponentOfAnotherName_replaces() {
        assertEquals(
                new Kitchen.OpenFire("oak"),
                files.read("extends: base.yaml\nstove: {open_fire: {wood: oak}}\n")
                        .stove());
    }

    @Test
    void nothing_takesAKeyBackToItsDefault() {
        assertEquals(2, files.read("extends: base.yaml\nstoves: null\n").stoves());
    }

    @Test
    void nothing_takesAnEntryOfAMapAway() {
        assertEquals(
                List.of("friday"),
                List.copyOf(files.read("extends: base.yaml\nmenu: {monday: null, friday: stew}\n")
                        .menu()
                        .keySet()));
    }

    @Test
    void severalBases_areLaidOverEachOther_andPathsAreRelativeToTheFile() {
        files.write("sub/one.yaml", "extends: ../base.yaml\nstoves: 1\nguests: 1\n");
        files.write("sub/two.yaml", "guests: 2\n");
        Kitchen kitchen = files.read("extends: [sub/one.yaml, sub/two.yaml]\n");
        assertEquals(1, kitchen.stoves());
        assertEquals(2, kitchen.guests());
    }

    @Test
    void problems_stayWithTheFileTheyComeFrom() {
        files.write("bad.yaml", "cook: Ada\nstoves: 0\n");
        assertEquals("""
                bad.yaml:2:9  stoves: must be at least 1, but was 0
                k.yaml:2:9  litres: must be above 0, but was 0.0""", files.problems("extends: bad.yaml\nlitres: 0\n"));
    }

    @Test
    void filesThatExtendEachOther_areRefused() {
        files.write("b.yaml", "extends: k.yaml\n");
        assertEquals(
                "b.yaml:1:10  extends: k.yaml extends this file in turn", files.problems("cook: a\nextends: b.yaml\n"));
    }

    @Test
    void aMissingBase_isReported() {
        assertEquals("k.yaml:1:10  extends: there is no file no.yaml", files.problems("extends: no.yaml\ncook: a\n"));
        assertEquals(
                "k.yaml:1:10  extends: must be a file or a list of files, but was a map",
                files.problems("extends: {a: 1}\ncook: a\n"));
    }

    @Test
    void anOverride_setsAnyKey() {
        String text = "extends: base.yaml\nspares: [oven, camping]\n";
        assertEquals(9, files.read(text, "stoves=8", "stoves=9").stoves());
        assertEquals(
                new Kitchen.Oven(100, true),
                files.read(text, "stove.oven.degrees=100").stove());
        assertEquals(
                new Kitchen.Oven(100, false),
                files.read(text, "stove=camping", "stove.oven.degrees=100").stove());
        assertEquals(
                new Kitchen.OpenFire("ash"),
                files.read(text, "stove.open_fire.wood=ash").stove());
        assertEquals(
                new Kitchen.OpenFire("ash"),
                files.read(text, "stove={open_fire: {wood: ash}}").stove());
        assertEquals(
                List.of(new Kitchen.Oven(180, true), new Kitchen.OpenFire("fir")),
                files.read(text, "spares.0.oven.fan=true", "spares.1.open_fire.wood=fir")
                        .spares());
        assertEquals(List.of(4), files.read(text, "tables=[4]").tables());
        assertEquals(
                new Kitchen.Cellar(7, null), files.read(text, "cellar.degrees=").cellar());
        assertEquals("a=b", files.read(text, "cook=a=b").cook());
        assertEquals(
                new Kitchen.Stew(new Kitchen.Camping()),
                files.read(text, "menu.sunday.stew.on=camping").menu().get("sunday"));
    }

    @Test
    void aWrongOverride_isReportedAsWritten() {
        assertEquals("-s stoves=0  stoves: must be at least 1, but was 0", files.problems("cook: a", "stoves=0"));
        assertEquals(
                "-s stoves  must read key=value, for example -s train.epochs=2", files.problems("cook: a", "stoves"));
        assertEquals(
                "-s a..b=1  a..b: is no key: write names with single dots between them",
                files.problems("cook: a", "a..b=1"));
        assertEquals(
                "-s cook.name=b  cook.name: cannot be set: cook is no map, but the text \"a\"",
                files.problems("cook: a", "cook.name=b"));
        assertEquals(
                "-s spares.2=oven  spares.2: there is no entry \"2\" in the list spares; its entries are spares.0 to spares.0",
                files.problems("{cook: a, spares: [oven]}", "spares.2=oven"));
        assertEquals("""
                -s cellar.botles=1  cellar.botles: no such key
                    nearest: "bottles"     known: bottles, degrees""", files.problems("cook: a", "cellar.botles=1"));
    }

    @Test
    void references_areFilledIn() {
        Kitchen kitchen = files.read("""
                cook: "${COOK} H."
                stoves: ${STOVES}
                guests: ${NONE:-12}
                recipes: ${EMPTY:-books}/${NONE:-}${COOK}
                cellar: {bottles: "${STOVES}"}
                stove: {open_fire: {wood: "$${x} ${cellar.bottles}"}}
                """);
        assertEquals("Grace H.", kitchen.cook());
        assertEquals(4, kitchen.stoves());
        assertEquals(12, kitchen.guests());
        assertEquals(Path.of("books/Grace"), kitchen.recipes());
        assertEquals(4, kitchen.cellar().bottles());
        assertEquals(new Kitchen.OpenFire("${x} 4"), new Kitchen.OpenFire(((Kitchen.OpenFire) kitchen.stove()).wood()));
    }

    @Test
    void anOverride_isSeenByReferencesAndSparesTheVariable() {
        String text = "cook: ${NOBODY}\nstove: {open_fire: {wood: '${cellar.bottles}'}}\n";
        assertEquals(
                new Kitchen.OpenFire("3"),
                files.read(text, "cook=a", "cellar.bottles=3").stove());
    }

    @Test
    void aReferenceToNothing_isReported() {
        assertEquals(
                """
                k.yaml:1:7  cook: the environment variable NOBODY is not set; set it (export NOBODY=…), or give a default:\
                 ${NOBODY:-…}
                k.yaml:2:10  recipes: the environment variable EMPTY is empty; set it (export EMPTY=…), or give a default:\
                 ${EMPTY:-…}
                k.yaml:3:10  tables.0: "${STO" is no reference: write ${NAME} or ${NAME:-default}, or $${ for the characters ${
                k.yaml:3:19  tables.1: ${cellar.x} refers to a key that is not set; set it: -s cellar.x=…
                k.yaml:4:19  cellar.bottles: ${cellar.bottles} refers back to itself""",
                files.problems("""
                                cook: "${NOBODY}"
                                recipes: "${EMPTY}"
                                tables: ["${STO", "${cellar.x}"]
                                cellar: {bottles: "${cellar.bottles}"}
                                """)
                        .lines()
                        .filter(line -> line.contains("$"))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow());
    }
}
