package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.store.RunFolder;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every detector of clips, from frames to tables: two updates on videos of noise. */
class ClipsRunTest {
    private static final int FRAMES = 7;
    private static final int SIDE = 32;

    @TempDir
    static Path videos;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeVideos() throws IOException {
        StringBuilder list = new StringBuilder("path,label,identity,video,split,frame\n");
        int person = 0;
        for (String split : List.of("train", "val", "test")) {
            for (int video = 0; video < 4; video++, person++) {
                String label = video % 2 == 0 ? "real" : "fake";
                for (int frame = 0; frame < FRAMES; frame++) {
                    Path file = videos.resolve(person + "-" + frame + ".png");
                    Files.write(file, ImageFiles.encodePng(noise(person, frame)));
                    list.append(String.join(
                                    ",",
                                    file.getFileName().toString(),
                                    label,
                                    "p" + person,
                                    "v" + person,
                                    split,
                                    "" + frame))
                            .append('\n');
                }
            }
        }
        Files.writeString(videos.resolve("list.csv"), list);
    }

    private static Image noise(int person, int frame) {
        RandomStream random = Seeds.of(person).stream("frame", frame);
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.integer(0, 255);
        }
        return new Image(SIDE, SIDE, 3, pixels);
    }

    private Plan plan(String model, int sidePixels, List<String> overrides) throws IOException {
        Path file = folder.resolve("clips.yaml");
        Files.writeString(file, """
                name: clips
                data:
                  train: &list {list: {file: %s}}
                  validation: *list
                  test: {list: *list}
                  image: {side_pixels: %d}
                  clip: {frames: 4, largest_stride: 2, clips_per_video: 2}
                model: %s
                augment: [flip]
                train: {epochs: 1, maximum_steps: 2, batch_size: 2, optimizer: {sgd: {learning_rate: 1e-6, momentum: 0}}}
                report: {bootstrap_replicates: 20}
                threads: 1
                """.formatted(videos.resolve("list.csv"), sidePixels, model));
        return Plan.read(new ConfigReader(Components.builtIn(), Map.of()), file, overrides);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{classifier: {backbone: r3d_18}} | 32",
                "{classifier: {backbone: i3d}} | 32",
                "{classifier: {backbone: {p3d: {depth: 63}}}} | 64",
                "{frame_average: {backbone: {meso4: {variant: honggu}}}} | 32",
                "{temporal_transformer: {backbone: resnet18, width: 32, layers: 1, heads: 2}} | 32",
                "{temporal_transformer: {detector: {m2tr: {backbone: resnet18, tap: layer1, scales: [1, 2]}}, width: 32, layers: 1, heads: 2}} | 32",
                "{sstnet: {middle_blocks: 0, width: 16, hidden: 8}} | 64",
                "{two_branch_recurrent: {hidden: 8, width: 8}} | 32"
            })
    void everyDetectorOfClips_runsFromFramesToTables(String model, int sidePixels) throws Exception {
        Plan plan = plan(model, sidePixels, List.of());
        RunFolder results = new RunFolder(folder.resolve("results"));
        var silent = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var outcome = new ExperimentRunner(plan, results, folder.resolve("cache"), silent).run();
        assertEquals(List.of(), outcome.failures());
        assertTrue(Files.exists(results.path().resolve("tables/main.md")));
        Path trial = results.path().resolve(plan.trials().get(0).folder());
        Scores scores = Scores.read(trial.resolve("scores/list.csv.gz"));
        // Two clips of each of four videos: the frames 0 and 3 begin them.
        assertEquals(8, scores.size());
        assertEquals(0, scores.frame(0));
        assertEquals(3, scores.frame(1));
    }

    /** Faces and their sound; here both are the same pictures of noise, the second at a side of its own. */
    @Test
    void twoStreamsOfDifferentSizes_runFromPairsToTables() throws Exception {
        String pairs = "{paired: {first: {list: {file: %1$s}}, second: {list: {file: %1$s}}}}"
                .formatted(videos.resolve("list.csv"));
        Plan plan = plan(
                "{two_stream: {backbone: resnet18, second: {companion: {side_pixels: 48}}, fusion: [{at: layer2, fusion: cmf}]}}",
                SIDE,
                List.of(
                        "data.clip=null",
                        "data.train=" + pairs,
                        "data.validation=" + pairs,
                        "data.test={list: " + pairs + "}"));
        RunFolder results = new RunFolder(folder.resolve("results"));
        var silent = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        assertEquals(
                List.of(),
                new ExperimentRunner(plan, results, folder.resolve("cache"), silent)
                        .run()
                        .failures());
        assertTrue(Files.exists(results.path().resolve("tables/main.md")));
    }

    @Test
    void detectorAndClips_haveToFit() {
        String pictures = "{classifier: {backbone: resnet18}}";
        var clips = assertThrows(BadInputException.class, () -> plan(pictures, SIDE, List.of()));
        assertTrue(String.valueOf(clips.getMessage()).contains("looks at single pictures; leave data.clip out"));
        String ofClips = "{classifier: {backbone: r3d_18}}";
        var missing = assertThrows(BadInputException.class, () -> plan(ofClips, SIDE, List.of("data.clip=null")));
        assertTrue(String.valueOf(missing.getMessage()).contains("set data.clip"));
        String joined = "{two_stream: {backbone: r3d_18}}";
        var stream = assertThrows(BadInputException.class, () -> plan(joined, SIDE, List.of("data.clip=null")));
        assertTrue(String.valueOf(stream.getMessage()).contains("backbone r3d_18: looks at clips"));
    }
}
