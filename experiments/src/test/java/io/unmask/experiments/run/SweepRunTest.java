package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.evaluate.Scores;
import io.unmask.experiments.cli.Main;
import io.unmask.experiments.store.Manifest;
import io.unmask.experiments.store.RunFolder;
import io.unmask.experiments.store.TrialFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trials beside each other: twins, failures, processes. */
class SweepRunTest extends TinyRuns {
    /** A variant that is the baseline under another name, one that test data chooses, and test sets of their own level. */
    @Test
    void twinsAreRunOnce_andAnOracleIsCalledOne_onEverySet() throws Exception {
        String source =
                "{self_blended: {source: {portraits: {identities: 12, photos_per_identity: 1, side_pixels: 48}}}}";
        var outcome = runner(
                        "protocol",
                        "sweep={selection: {validation: {}, twin: {train.epochs: 2}, test: {train.select.oracle: true}}}",
                        "report.baseline=test",
                        "data.test={raw: {compressed: {level: raw, source: " + source
                                + "}}, lq: {compressed: {level: lq," + " source: " + source + "}}}")
                .run();
        assertEquals(List.of(), outcome.failures());
        assertEquals(2, outcome.trained());
        RunFolder done = new RunFolder(folder.resolve("protocol/tiny"));
        TrialFolder twin = done.trial(Path.of("trials/twin/raw/seed-1"));
        assertEquals("validation", Manifest.section(twin.manifest(), "trial").get("same_settings_as"));
        assertEquals("twin", Manifest.section(twin.manifest(), "trial").get("variant"));
        assertArrayEquals(
                Files.readAllBytes(
                        done.trial(Path.of("trials/validation/raw/seed-1")).scores("lq")),
                Files.readAllBytes(twin.scores("lq")));
        TrialFolder oracle = done.trial(Path.of("trials/test/raw/seed-1"));
        assertEquals(
                "test data (oracle)",
                Manifest.section(oracle.manifest(), "training").get("selected_on"));
        for (String table : List.of("main", "metrics", "matrix", "differences")) {
            String text = Files.readString(done.path().resolve("tables/" + table + ".md"));
            assertTrue(text.contains("test (oracle)"), table + ":\n" + text);
            assertTrue(text.contains("chosen on the test data"), table + ":\n" + text);
        }
        assertTrue(Files.readString(done.path().resolve("summary.csv")).contains("test (oracle),raw"));
        String matrix = Files.readString(done.path().resolve("tables/matrix.md"));
        assertTrue(matrix.contains("| Trained |  | on raw | on lq |"), matrix);
        // The level of a test set is its own: compressed pictures score otherwise.
        assertNotEquals(
                Scores.read(oracle.scores("raw")).score(0),
                Scores.read(oracle.scores("lq")).score(0));
    }

    @Test
    void aTrialThatFails_doesNotStopTheOthers() throws Exception {
        var outcome = runner(
                        "failing",
                        "sweep={rate: {mad: {train.optimizer: {sgd: {learning_rate: 1e30}}}, sane: {}}}",
                        "train.epochs=1")
                .run();
        assertEquals(1, outcome.trained());
        assertEquals(1, outcome.failures().size());
        assertTrue(
                outcome.failures().get(0).startsWith("mad/raw/seed-1: "),
                outcome.failures().toString());
        assertFalse(runner(
                        "failing",
                        "sweep={rate: {mad: {train.optimizer: {sgd: {learning_rate: 1e30}}}, sane: {}}}",
                        "train.epochs=1")
                .isFinished());
    }

    @Test
    void processesSideBySide_giveTheSameBytes() throws Exception {
        runner("alone").run();
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = Main.run(
                out,
                out,
                "run",
                file.toString(),
                "--results",
                folder.resolve("beside").toString(),
                "--cache",
                folder.resolve("cache").toString(),
                "--append",
                folder.resolve("runs.csv").toString(),
                "--jobs",
                "2");
        assertEquals(0, code, said.toString());
        List<String> rows = Files.readAllLines(folder.resolve("runs.csv"));
        assertEquals(3, rows.size(), "a header and a row for each of two trials");
        assertTrue(rows.get(1).contains(",tiny,base,raw,1,faces,"), rows.get(1));
        assertEquals(rows.get(0).split(",").length, rows.get(2).split(",").length);
        assertSame(lastingFiles("alone"), lastingFiles("beside"));
    }
}
