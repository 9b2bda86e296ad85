package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Scores;
import io.unmask.evaluate.ValidationMetrics;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.store.RunFolder;
import io.unmask.media.Ffmpeg;
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

/** The detector of frame similarities whole: reals move, fakes flicker. */
@Timeout(300)
class FrameSimilarityRunTest {
    @TempDir
    Path folder;

    private void film(String name, boolean fake, int seed) throws InterruptedException {
        String noise = fake ? ",noise=alls=60:allf=t:all_seed=" + seed : "";
        List<String> arguments = List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=64x64:rate=10:duration=1.5" + noise,
                "-pix_fmt",
                "yuv420p",
                folder.resolve(name).toString());
        Ffmpeg.find().run(arguments, Ffmpeg.Input.NONE, out -> out.readAllBytes().length, Duration.ofMinutes(1));
    }

    @Test
    void flickeringFakes_areToldFromReals_andScoresAreKeptByVideo() throws Exception {
        StringBuilder list = new StringBuilder("path,label,split\n");
        for (String split : List.of("train", "val", "test")) {
            int films = split.equals("train") ? 8 : 4;
            for (int i = 0; i < films; i++) {
                boolean fake = i % 2 == 1;
                String name = split + i + ".mp4";
                film(name, fake, 100 * split.length() + i);
                list.append(name)
                        .append(fake ? ",fake," : ",real,")
                        .append(split)
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve("list.csv"), list.toString());
        String source = "{frame_similarity: {from: {list: {file: \"" + folder.resolve("list.csv")
                + "\"}}, every: 2, compared_side: 32}}";
        Path config = Files.writeString(folder.resolve("similarity.yaml"), """
                name: similarity
                data:
                  train: SOURCE
                  validation: SOURCE
                  test: {films: SOURCE}
                  image: {side_pixels: 16, normalise: none}
                  compare_pixels: false
                model: numbers
                train: {epochs: 30, batch_size: 8, optimizer: {adam: {learning_rate: 0.05}}, select: {metric: video_log_loss, mode: min}}
                report: {bootstrap_replicates: 20}
                threads: 1
                """.replace("SOURCE", source));
        Plan plan = Plan.read(new ConfigReader(Components.builtIn(), Map.of()), config, List.of());
        RunFolder results = new RunFolder(folder.resolve("results"));
        PrintStream silent = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        ExperimentRunner.Outcome outcome = new ExperimentRunner(plan, results, folder.resolve("cache"), silent).run();
        assertEquals(List.of(), outcome.failures());
        Scores scores = Scores.read(results.trial(plan.trials().get(0).folder()).scores("films"));
        assertEquals(4, scores.size());
        assertEquals("list/real/raw/test0", scores.videos().get(0).key());
        double auc = ValidationMetrics.of(scores, Aggregate.MEAN).getOrDefault("video_auc", 0.0);
        assertTrue(auc == 1, "AUC " + auc);
    }
}
