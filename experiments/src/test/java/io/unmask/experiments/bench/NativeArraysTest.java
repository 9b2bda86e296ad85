package io.unmask.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.data.HostBatch;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.Normalise;
import io.unmask.train.Scoring;
import io.unmask.train.TestTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No update and no scored batch leaves a native array open. */
class NativeArraysTest {
    private static final String BASE = """
            name: arrays
            data: {train: portraits, validation: portraits, test: {faces: portraits}, image: {side_pixels: 32}}
            model: {classifier: {backbone: meso4}}
            train: {batch_size: 4, %s}
            augment: [%s]
            threads: 1
            device: cpu
            """;

    private static final String MULTI_ATTENTION =
            "{multi_attention: {backbone: resnet18, texture_tap: layer1, attention_tap: layer3, mid_features: 32}}";

    @TempDir
    Path folder;

    private Trial trial(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("e.yaml"), text);
        return Plan.read(new ConfigReader(Components.builtIn(), Map.of()), file, List.of())
                .trials()
                .get(0);
    }

    static List<Arguments> trainings() {
        return List.of(
                Arguments.of("ema: {decay: 0.9}, clip_gradient_norm: 1, accumulate: 2", "mix_up, cut_mix", 200),
                Arguments.of(
                        "replicas: 3, sync_batch_norm: true, ema: {decay: 0.9}, optimizer: {sam: {optimizer: adam}}",
                        "mix_up",
                        60),
                Arguments.of("replicas: 2, accumulate: 2", "", 60),
                Arguments.of("optimizer: {sam: {optimizer: {adam: {amsgrad: true}}}}", "", 200));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void updates_leaveNoneOpen(String train, String augment, int steps) throws Exception {
        assertEquals(
                1,
                arraysWhileTraining(trial(BASE.formatted(train, augment)), steps)
                        .size());
    }

    @Test
    void aSecondLookAtChangedPictures_leavesNoneOpen() throws Exception {
        String text = BASE.formatted("epochs: 1", "")
                .replace("{classifier: {backbone: meso4}}", MULTI_ATTENTION)
                .replace("batch_size: 4", "batch_size: 2");
        assertEquals(1, arraysWhileTraining(trial(text), 6).size());
    }

    /** How many arrays are open after each update; one number if they are always as many. */
    private Set<Integer> arraysWhileTraining(Trial trial, int steps) throws IOException, InterruptedException {
        Path plots = Files.createDirectories(folder.resolve("plots"));
        try (TrainBench bench = new TrainBench(trial, null, 0, steps, folder)) {
            bench.watchMemory(plots);
            assertNotNull(bench.measure().trend());
        }
        Set<Integer> counts = new TreeSet<>();
        for (String row : Files.readAllLines(plots.resolve("memory.csv")).subList(1, steps + 1)) {
            counts.add(Integer.valueOf(row.substring(row.lastIndexOf(',') + 1)));
        }
        return counts;
    }

    @Test
    void scoring_leavesNoneOpen_withViewsAndWithout() throws Exception {
        Experiment config = trial(BASE.formatted("epochs: 1", "")).config();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            DetectorNet net = config.model().build(config.data().input());
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            TestTime views =
                    new ConfigReader(Components.builtIn(), Map.of()).read(List.of("flip=true"), TestTime.class);
            HostBatch batch = MadeFeed.batch(config, 4);
            Set<Integer> counts = new TreeSet<>();
            for (int i = 0; i < 200; i++) {
                Scoring.score(
                        net, parameters, Normalise.HALF, List.of(batch).iterator(), (scored, scores, masks) -> {});
                Scoring.score(
                        net,
                        parameters,
                        Normalise.HALF,
                        views,
                        config.data().image().sidePixels(),
                        List.of(batch).iterator(),
                        (scored, scores, masks) -> {});
                counts.add(manager.getParentManager().getManagedArrays().size());
            }
            assertEquals(1, counts.size(), counts::toString);
        }
    }
}
