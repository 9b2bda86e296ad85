package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.config.BadInputException;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.store.Manifest;
import io.unmask.experiments.store.Provenance;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.weights.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole path on a few drawn faces: one epoch, seconds. */
class ExperimentRunTest extends TinyRuns {
    @Test
    void mixedBatches_andViewsOfTestPictures_runWhole() throws Exception {
        runner(
                        "views",
                        "sweep.compression={data.compression: [raw]}",
                        "train.epochs=1",
                        "augment=[flip, mix_up, {cut_mix: {probability: 1}}]",
                        "test_time={flip: true, crops: five, zooms: [1.25, 1.5]}")
                .run();
        runner("plain", "sweep.compression={data.compression: [raw]}", "train.epochs=1", "augment=[flip, mix_up]")
                .run();
        Path scores = Path.of("tiny/trials/base/raw/seed-1/scores/faces.csv.gz");
        Scores views = Scores.read(folder.resolve("views").resolve(scores));
        Scores plain = Scores.read(folder.resolve("plain").resolve(scores));
        assertEquals(plain.size(), views.size());
        assertNotEquals(plain.score(0), views.score(0));
        assertTrue(Files.readString(folder.resolve("plain/tiny/report.html"))
                .contains("Nothing to compare: there is one"));
    }

    @Test
    void scoresEverySample_andSaysWhereNumbersComeFrom_thenHasNothingLeftToDo() throws Exception {
        ExperimentRunner runner = runner("results");
        assertEquals(2, runner.run().trained());
        assertTrue(runner("results").isFinished());
        assertEquals(0, runner("results").run().trained());
        TrialFolder lq = new TrialFolder(folder.resolve("results/tiny/trials/base/lq/seed-1"));
        assertEquals(List.of("faces", "validation"), lq.scoredSets());
        // Two people are left for the test split, each with one photo and its blend.
        assertEquals(4, Scores.read(lq.scores("faces")).size());
        String compression = Manifest.section(lq.manifest(), "data").get("compression");
        assertTrue(compression.startsWith("h264 all-intra crf 40"), compression);
    }

    @Test
    void neitherWorkersNorAnInterruptionChangeAByte() throws Exception {
        runner("one", "data.workers=1").run();
        runner("eight", "data.workers=8").run();
        // The only file that says how many there were.
        Files.copy(
                folder.resolve("one/tiny/experiment.yaml"),
                folder.resolve("eight/tiny/experiment.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        assertSame(lastingFiles("one"), lastingFiles("eight"));

        // What a kill during the evaluation of a trial leaves: checkpoints and some of the scores.
        TrialFolder trial = new TrialFolder(folder.resolve("eight/tiny/trials/base/raw/seed-1"));
        Files.delete(folder.resolve("eight/tiny/manifest.json"));
        Files.delete(trial.manifest());
        Files.delete(trial.scores("faces"));
        // And files that it was in the middle of.
        Files.writeString(trial.path().resolve("best.next.safetensors.1143.part"), "half");
        Files.writeString(trial.path().resolve("scores/faces.csv.gz.1143.part"), "half");
        Files.writeString(folder.resolve("eight/tiny/experiment.yaml.1143.part"), "half");
        ExperimentRunner resumed = runner("eight", "data.workers=1");
        assertFalse(resumed.isFinished());
        assertEquals(1, resumed.run().trained());
        assertSame(lastingFiles("one"), lastingFiles("eight"));
    }

    @Test
    void weightsToStartFrom_areRecorded_alsoByAProcessThatOnlyResumes() throws Exception {
        runner("first", "sweep={}", "train.epochs=1").run();
        Path best = folder.resolve("first/tiny/trials/base/raw/seed-1/best.safetensors");
        String[] fromThere = {"sweep={}", "train.epochs=1", "model.classifier.backbone.meso4.weights=" + best};
        runner("second", fromThere).run();
        TrialFolder trial = new TrialFolder(folder.resolve("second/tiny/trials/base/raw/seed-1"));
        String loaded = Files.readString(trial.manifest());
        assertTrue(loaded.contains(Provenance.sha256(best)) && loaded.contains("\"matched\" : 32"), loaded);

        byte[] scores = Files.readAllBytes(trial.scores("faces"));
        Files.delete(trial.manifest());
        Files.delete(folder.resolve("second/tiny/manifest.json"));
        // Even the file may be gone: a trial that has begun does not read it again.
        Files.delete(best);
        runner("second", fromThere).run();
        assertTrue(Files.readString(trial.manifest()).contains("\"matched\" : 32"));
        assertArrayEquals(scores, Files.readAllBytes(trial.scores("faces")));
    }

    @Test
    void aWholeDetector_startsFromItsCheckpoint_andAMissingOneIsNamedBeforeAnything() throws Exception {
        runner("first", "sweep={}", "train.epochs=1").run();
        Path best = folder.resolve("first/tiny/trials/base/raw/seed-1/best.safetensors");
        // No step changes anything: the validation of the first epoch is that of the weights.
        String[] fromThere = {
            "sweep={}", "train.epochs=1", "train.optimizer.adam.learning_rate=1e-30", "weights=" + best
        };
        runner("second", fromThere).run();
        assertArrayEquals(
                Safetensors.read(best).tensors().get("fc2.1.weight").floats(),
                Safetensors.read(folder.resolve("second/tiny/trials/base/raw/seed-1/best.safetensors"))
                        .tensors()
                        .get("fc2.1.weight")
                        .floats());
        Files.delete(best);
        var error = assertThrows(
                BadInputException.class, () -> runner("third", fromThere).run());
        assertTrue(error.getMessage().contains("neither a name of the catalogue nor a file"), error.getMessage());
        assertFalse(Files.exists(folder.resolve("third/tiny/trials")));
    }

    @Test
    void picturesThatCannotBeRead_areListedInTheManifestIfTheyMayBeLeftOut() throws Exception {
        StringBuilder list = new StringBuilder("path,label,identity,video,split\n");
        for (int i = 0; i < 18; i++) {
            Image image = Image.blank(40, 40, 3);
            Arrays.fill(image.pixels(), (byte) (10 * i));
            ImageFiles.write(folder.resolve(i + ".png"), image);
            String split = i < 6 ? "train" : i < 12 ? "val" : "test";
            list.append(i + ".png," + (i % 2 == 0 ? "real" : "fake") + ",p" + i + ",v" + i + "," + split + "\n");
        }
        Files.write(folder.resolve("3.png"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("17.png"), new byte[0]);
        Files.writeString(folder.resolve("list.csv"), list);
        String data = "{train: {list: {file: F}}, validation: {list: {file: F}}, test: {faces: {list: {file: F}}},"
                + " image: {side_pixels: 32}, unreadable: skip}";
        Files.writeString(
                file,
                EXPERIMENT
                        .replaceAll(
                                "(?s)data:.*?\nmodel",
                                "data: "
                                        + data.replace(
                                                "F", folder.resolve("list.csv").toString()) + "\nmodel")
                        .replaceAll("sweep:.*\n", ""));
        assertEquals(List.of(), runner("skipping").run().failures());
        String manifest = Files.readString(folder.resolve("skipping/tiny/trials/base/raw/seed-1/manifest.json"));
        Map<?, ?> unreadable =
                (Map<?, ?>) new ObjectMapper().readValue(manifest, Map.class).get("unreadable");
        assertEquals(2, unreadable.get("count"));
        assertEquals(
                List.of(
                        folder.resolve("17.png").toString(),
                        folder.resolve("3.png").toString()),
                unreadable.get("pictures"));
        ExperimentRunner strict = runner("strict", "data.unreadable=error");
        String message = assertThrows(BadInputException.class, strict::run).getMessage();
        assertTrue(message.startsWith(folder.resolve("3.png") + ": "), message);
    }

    @Test
    void aRecordWithoutSettingsThatAVersionAdded_saysTheSame() throws Exception {
        runner("results").run();
        Path trial = folder.resolve("results/tiny/trials/base/raw/seed-1");
        String record = Files.readString(trial.resolve("trial.yaml"));
        String older = record.replaceAll("(?m)^ *recompute: false\n", "");
        assertNotEquals(record, older);
        Files.writeString(trial.resolve("trial.yaml"), older);
        FileTime trained = Files.getLastModifiedTime(trial.resolve("best.safetensors"));
        assertEquals(List.of(), runner("results").run().failures());
        assertEquals(trained, Files.getLastModifiedTime(trial.resolve("best.safetensors")));
    }

    @Test
    void aMissingFolderOfPictures_isNamed() {
        var error = assertThrows(
                BadInputException.class,
                () -> runner("results", "data.train={photographs: {root: " + folder.resolve("nowhere") + "}}")
                        .run());
        assertTrue(error.getMessage().contains(folder.resolve("nowhere").toString()), error.getMessage());
    }
}
