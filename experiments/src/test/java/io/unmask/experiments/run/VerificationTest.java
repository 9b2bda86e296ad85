package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Scores;
import io.unmask.evaluate.ValidationMetrics;
import io.unmask.experiments.cli.Main;
import io.unmask.experiments.store.TrialFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Results against expected numbers and against a second training. */
class VerificationTest extends TinyRuns {
    private String verify(int expectedCode, String... more) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                file.toString(),
                "--results",
                folder.resolve("verified").toString(),
                "--cache",
                folder.resolve("cache").toString()));
        arguments.addAll(List.of(more));
        int code = Main.run(out, out, arguments.toArray(String[]::new));
        assertEquals(expectedCode, code, said.toString());
        return said.toString();
    }

    @Test
    void verify_holdsResultsAgainstExpectedNumbers_andAgainstASecondTraining() throws Exception {
        assertTrue(verify(2).contains("expects no number"));
        runner("verified").run();
        TrialFolder raw = new TrialFolder(folder.resolve("verified/tiny/trials/base/raw/seed-1"));
        double auc = 100
                * ValidationMetrics.of(Scores.read(raw.scores("faces")), Aggregate.MEAN)
                        .get("video_auc");
        String expectation =
                "{compression: raw, set: faces, metric: video_auc, value: %s, tolerance: 0.5, source: test}";
        Files.writeString(
                file, EXPERIMENT + "expect: [" + String.format(Locale.ROOT, expectation, Double.toString(auc)) + "]\n");
        assertTrue(verify(0).contains("[OK] RAW on faces: video_auc expected "));
        assertTrue(verify(0).contains("files of 2 finished trials are as the trials wrote them"));
        // Better than expected is as wrong as worse: both say that this is another experiment.
        for (double shift : new double[] {-1, 1}) {
            String shifted = String.format(Locale.ROOT, expectation, Double.toString(auc + shift));
            Files.writeString(file, EXPERIMENT + "expect: [" + shifted + "]\n");
            assertTrue(verify(1).contains("[FAIL] RAW on faces"));
        }
        Files.writeString(file, EXPERIMENT);
        String again = verify(0, "--rerun");
        assertTrue(again.contains("[OK] base/raw/seed-1: every byte of 4 files equal"), again);
        // A score that differs in its last digit is found.
        Scores scores = Scores.read(raw.scores("faces"));
        Scores.Builder changed = new Scores.Builder();
        for (int row = 0; row < scores.size(); row++) {
            changed.add(scores.video(row), scores.frame(row), Math.nextUp(scores.score(row)));
        }
        changed.build().write(raw.scores("faces"));
        String differs =
                verify(1, "--rerun", "--scratch", folder.resolve("scratch").toString());
        assertTrue(differs.contains("[FAIL] base/raw/seed-1: other bytes in scores/faces.csv.gz"), differs);
        assertTrue(differs.contains("[FAIL] base/raw/seed-1: not as the trial wrote it: scores/faces.csv.gz"), differs);
        Files.delete(raw.manifest());
        Files.writeString(
                file, EXPERIMENT + "expect: [" + String.format(Locale.ROOT, expectation, Double.toString(auc)) + "]\n");
        assertTrue(verify(1).contains("[MISSING] RAW on faces"));
        String elsewhere = verify(1, "-s", "expect.0.set=houses");
        assertTrue(
                elsewhere.contains("[MISSING] RAW on houses: video_auc, but the experiment has no such trial"),
                elsewhere);
    }
}
