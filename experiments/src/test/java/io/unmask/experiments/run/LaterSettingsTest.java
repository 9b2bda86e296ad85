package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.experiments.cli.Main;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.FileTree;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an experiment may be asked for once it has been run, and what it may not. */
class LaterSettingsTest extends TinyRuns {
    private static final String ONE_TRIAL = "sweep={}";
    private static final String NOISE = "robustness={types: [rgb_noise], levels: [1]}";
    private static final String MORE_NOISE = "robustness={types: [rgb_noise], levels: [1, 5]}";
    private static final String AGAIN =
            "data.test.again={self_blended: {source: {portraits: {identities: 12, photos_per_identity: 1, side_pixels: 48}}}}";

    private TrialFolder trial(String results, String compression) {
        return new TrialFolder(folder.resolve(results).resolve("tiny/trials/base/" + compression + "/seed-1"));
    }

    private String refusal(String... overrides) {
        ExperimentRunner runner = runner("results", overrides);
        assertFalse(runner.isFinished());
        return String.valueOf(assertThrows(BadInputException.class, runner::run).getMessage());
    }

    private void assertOtherSettings(String... overrides) {
        String message = refusal(overrides);
        assertTrue(message.contains("was made with other settings"), message);
    }

    private String command(int expectedCode, String name, String... more) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        String[] place = {
            name,
            file.toString(),
            "--results",
            folder.resolve("results").toString(),
            "--cache",
            folder.resolve("cache").toString()
        };
        String[] arguments = Arrays.copyOf(place, place.length + more.length);
        System.arraycopy(more, 0, arguments, place.length, more.length);
        assertEquals(expectedCode, Main.run(out, out, arguments), said.toString());
        // Lines are broken where they are long.
        return said.toString().replaceAll("\\s+", " ");
    }

    @Test
    void moreScores_areThoseOfAnExperimentThatAskedForThemAtOnce_andNothingIsTrainedAgain() throws Exception {
        runner("later").run();
        // One of the trials was killed while it was scored.
        Files.delete(trial("later", "lq").manifest());
        FileTime trained = Files.getLastModifiedTime(trial("later", "raw").lastCheckpoint());
        ExperimentRunner more = runner("later", MORE_NOISE, AGAIN);
        assertFalse(more.isFinished());
        assertEquals(2, more.run().trained());
        assertTrue(runner("later", MORE_NOISE, AGAIN).isFinished());
        assertEquals(trained, Files.getLastModifiedTime(trial("later", "raw").lastCheckpoint()));
        runner("atOnce", MORE_NOISE, AGAIN).run();
        assertSame(lastingFiles("atOnce"), lastingFiles("later"));
    }

    @Test
    void whatWasScored_isNeverLeftOut_andNothingIsTrainedForScoresAlone() throws Exception {
        runner("results", ONE_TRIAL, NOISE, AGAIN).run();
        assertOtherSettings(ONE_TRIAL, AGAIN);
        assertOtherSettings(ONE_TRIAL, NOISE);
        assertOtherSettings(ONE_TRIAL, NOISE, AGAIN.replace("48", "64"));
        assertOtherSettings(ONE_TRIAL, NOISE, AGAIN, "train.epochs=3");
        Files.delete(trial("results", "raw").lastCheckpoint());
        String message = refusal(ONE_TRIAL, MORE_NOISE, AGAIN);
        assertTrue(message.contains("last.safetensors, which says that it is trained, is gone"), message);
        assertTrue(trial("results", "raw").isFinished());
    }

    @Test
    void aTestSetThatCannotBeRead_canBeCorrectedOrGivenUp() throws Exception {
        runner("results", ONE_TRIAL).run();
        Map<String, byte[]> before = lastingFiles("results");
        String wrong = "data.test.again={photographs: {root: " + folder.resolve("nowhere") + "}}";
        String message = refusal(ONE_TRIAL, wrong);
        assertTrue(message.contains("nowhere"), message);
        assertEquals(1, runner("results", ONE_TRIAL, AGAIN).run().trained());
        refusal(ONE_TRIAL, AGAIN, wrong.replace("again", "third"));
        assertEquals(1, runner("results", ONE_TRIAL).run().trained());
        assertSame(before, lastingFiles("results"));
    }

    @Test
    void testSetsThatChooseTheCheckpoint_arePartOfTheTraining() throws Exception {
        runner("results", ONE_TRIAL, "train.select.oracle=true").run();
        assertOtherSettings(ONE_TRIAL, "train.select.oracle=true", AGAIN);
    }

    @Test
    void aFinishedExperimentWithOtherSettings_isNotTakenForThisOne() throws Exception {
        runner("results").run();
        assertTrue(command(0, "run").contains("nothing to do"));
        String run = command(2, "run", "-s", "train.epochs=3");
        assertTrue(run.contains("there: epochs: 2 now: epochs: 3"), run);
        assertFalse(command(0, "report").contains("other settings"));
        String report = command(0, "report", "-s", "train.epochs=3");
        assertTrue(report.contains("2 of 2 trials were made with other settings than the experiment has now"), report);
        assertTrue(report.contains("base/raw/seed-1: there: epochs: 2, now: epochs: 3"), report);
        String lacking = command(0, "report", "-s", NOISE);
        assertTrue(lacking.contains("2 of 2 trials are left out: they lack scores"), lacking);
        String expectation =
                "expect=[{compression: raw, set: faces, metric: video_auc, value: 50, tolerance: 60, source: test}]";
        command(0, "verify", "-s", expectation);
        String verify = command(2, "verify", "-s", expectation, "-s", "train.epochs=3");
        assertTrue(verify.contains("was made with other settings"), verify);
    }

    @Test
    void trialsOfDifferentPrograms_areToldApart() throws Exception {
        runner("results").run();
        assertFalse(command(0, "report").contains("different versions"));
        Path manifest = trial("results", "lq").manifest();
        Files.writeString(
                manifest, Files.readString(manifest).replaceAll("\"commit\" : \"[^\"]*\"", "\"commit\" : \"c0ffee\""));
        String report = command(0, "report");
        assertTrue(report.contains("Trials ran with different versions of the program: unknown, c0ffee."), report);
    }

    @Test
    void aTrialThatAnotherProgramBegan_saysSo() throws Exception {
        runner("results", ONE_TRIAL).run();
        TrialFolder trial = trial("results", "raw");
        Files.delete(trial.manifest());
        String attempts = Files.readString(trial.attempts());
        assertTrue(attempts.contains("\"device\" : \"cpu\""), attempts);
        Files.writeString(trial.attempts(), attempts.replace("\"unknown\"", "\"c0ffee\""));
        runner("results", ONE_TRIAL).run();
        String report = command(0, "report", "-s", ONE_TRIAL);
        assertTrue(report.contains("Trials ran with different versions of the program: c0ffee, unknown."), report);
        // What left no checkpoint left no trace in the numbers.
        FileTree.delete(trial.path().resolve("scores"));
        Files.delete(trial.manifest());
        Files.delete(trial.lastCheckpoint());
        runner("results", ONE_TRIAL).run();
        assertFalse(command(0, "report", "-s", ONE_TRIAL).contains("different versions"));
    }

    @Test
    void aReportWithOtherSettings_isWrittenAnew() throws Exception {
        runner("results").run();
        ExperimentRunner runner = runner("results", "report.bootstrap_replicates=60");
        assertFalse(runner.isFinished());
        assertEquals(0, runner.run().trained());
        assertTrue(runner("results", "report.bootstrap_replicates=60").isFinished());
        assertFalse(runner("results").isFinished());
    }

    @Test
    void aTrialOfAnotherMachine_isFinishedHere_unlessItsThreadsWereAskedFor() throws Exception {
        runner("results", ONE_TRIAL).run();
        Files.writeString(file, EXPERIMENT.replace("threads: 1\n", ""));
        Path record = trial("results", "raw").trialYaml();
        Files.writeString(record, Files.readString(record).replaceAll("(?m)^threads: .*$", "threads: 77"));
        assertTrue(runner("results", ONE_TRIAL).isFinished());
        assertOtherSettings(ONE_TRIAL, "threads=1");
    }

    @Test
    void aTraining_doesNotGoOnWithOtherData() throws Exception {
        StringBuilder list = new StringBuilder("path,label,identity,video,split\n");
        for (int i = 0; i < 18; i++) {
            list.append(row(i, i < 6 ? "train" : i < 12 ? "val" : "test"));
        }
        Path csv = Files.writeString(folder.resolve("list.csv"), list);
        String source = "{list: {file: " + csv + "}}";
        String[] settings = {
            ONE_TRIAL, "data.train=" + source, "data.validation=" + source, "data.test={faces: " + source + "}"
        };
        runner("results", settings).run();
        Files.delete(trial("results", "raw").manifest());
        runner("results", settings).run();
        Files.delete(trial("results", "raw").manifest());
        Files.writeString(csv, list + row(18, "train"));
        String message = refusal(settings);
        assertTrue(message.contains("its data has changed since its training began"), message);
        assertTrue(message.contains("there:  train: 3 real and 3 fake videos, 6 frames"), message);
        assertTrue(message.contains("now:    train: 4 real and 3 fake videos, 7 frames"), message);
        // More test data is another matter.
        Files.writeString(csv, list + row(18, "test"));
        assertEquals(1, runner("results", settings).run().trained());
    }

    private String row(int number, String split) throws IOException {
        Image image = Image.blank(40, 40, 3);
        Arrays.fill(image.pixels(), (byte) (10 * number));
        ImageFiles.write(folder.resolve(number + ".png"), image);
        return number + ".png," + (number % 2 == 0 ? "real" : "fake") + ",p" + number + ",v" + number + "," + split
                + "\n";
    }
}
