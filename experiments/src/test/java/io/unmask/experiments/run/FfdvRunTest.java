package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.store.Manifest;
import io.unmask.experiments.store.RunFolder;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.media.Ffmpeg;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The FFDV baseline whole, on videos with voices of sines that are made here: from label files to submit.csv. */
@Timeout(300)
class FfdvRunTest {
    private static final Path CONFIG = Path.of("..", "configs", "papers", "ffdv.yaml");

    @TempDir
    Path folder;

    /** A film of half a second; a real voice has overtones, a fake one a single tone in noise. */
    private void film(Path file, int number, boolean fake) throws InterruptedException {
        int pitch = 150 + 20 * number;
        String tone = fake ? "0.3*sin(2*PI*1900*t)+0.05*random(" + number + ")" : "0.2*(mod(" + pitch + "*t,1)-0.5)";
        List<String> arguments = List.of(
                "-f",
                "lavfi",
                "-i",
                "color=size=32x32:rate=10:duration=0.5",
                "-f",
                "lavfi",
                "-i",
                "aevalsrc=" + tone.replace(",", "\\,") + ":s=44100:d=0.5",
                "-shortest",
                file.toString());
        Ffmpeg.find().run(arguments, Ffmpeg.Input.NONE, out -> out.readAllBytes().length, Duration.ofMinutes(1));
    }

    private void set(String split, int films) throws IOException, InterruptedException {
        StringBuilder labels = new StringBuilder("video_name,target\n");
        Path videos = Files.createDirectories(folder.resolve("ffdv").resolve(split + "set"));
        for (int i = 0; i < films; i++) {
            String name = split + i + ".mp4";
            film(videos.resolve(name), i, i % 2 == 1);
            labels.append(name).append(',').append(i % 2).append('\n');
        }
        Files.writeString(folder.resolve("ffdv").resolve(split + "set_label.txt"), labels.toString());
    }

    private Plan plan() {
        Map<String, String> environment = Map.of("FFDV", folder.resolve("ffdv").toString());
        List<String> overrides = List.of(
                "model.classifier.backbone=resnet18",
                "data.image.side_pixels=32",
                "train.epochs=2",
                "train.batch_size=4",
                "report.bootstrap_replicates=20",
                "threads=1",
                "device=cpu");
        return Plan.read(new ConfigReader(Components.builtIn(), environment), CONFIG, overrides);
    }

    @Test
    void baseline_runsFromLabelFilesToASubmission() throws Exception {
        set("train", 8);
        set("val", 6);
        Plan plan = plan();
        RunFolder results = new RunFolder(folder.resolve("results"));
        PrintStream silent = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        ExperimentRunner.Outcome outcome = new ExperimentRunner(plan, results, folder.resolve("cache"), silent).run();
        assertEquals(List.of(), outcome.failures());
        TrialFolder trial = results.trial(plan.trials().get(0).folder());
        Scores scores = Scores.read(trial.scores("val"));
        assertEquals(6, scores.size());
        String manifest = Files.readString(trial.manifest());
        assertTrue(manifest.contains("windowed sinc"), "the resampler is named");
        assertTrue(Manifest.read(trial.manifest()).entries().toString().contains("overlap"), manifest);

        Path template = Files.writeString(
                folder.resolve("prediction.txt.csv"),
                "video_name,y_pred\nval5.mp4,0.5\nunknown.mp4,0.5\nval0.mp4,0.5\nval3.mp4,0.5\n");
        Path submit = folder.resolve("submit.csv");
        Submission.Outcome submitted = Submission.template(template, 0.5).write(submit, scores, Aggregate.MEAN, 1);
        assertEquals(new Submission.Outcome(3, 1, 3), submitted);
        List<String> lines = Files.readAllLines(submit);
        assertEquals(
                List.of("video_name", "val5.mp4", "unknown.mp4", "val0.mp4", "val3.mp4"),
                lines.stream().map(line -> line.split(",")[0]).toList());
        assertEquals("unknown.mp4,0.5", lines.get(2));
    }
}
