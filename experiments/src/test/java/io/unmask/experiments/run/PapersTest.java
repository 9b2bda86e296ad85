package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.store.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configurations of the papers and of the ablations: all can be planned, and every paper's detector trains. */
class PapersTest {
    private static final Path CONFIGS = Path.of("..", "configs");
    private static final String FACES =
            "{self_blended: {source: {portraits: {identities: 12, photos_per_identity: 1, side_pixels: 128}}}}";

    /** What is trained on where an augmentation makes the fakes. */
    private static final String REALS = "{portraits: {identities: 12, photos_per_identity: 1, side_pixels: 128}}";

    @TempDir
    Path folder;

    private static Plan plan(Path file, List<String> overrides) {
        // The data sets are read when a trial begins, so their folder need not be there to plan.
        Map<String, String> environment = Map.of("FFPP", "faces", "FFDV", "sounds");
        return Plan.read(new ConfigReader(Components.builtIn(), environment), file, overrides);
    }

    @Test
    void everyConfiguration_canBePlanned() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String place : List.of("papers", "ablations", "")) {
            try (Stream<Path> listed = Files.list(CONFIGS.resolve(place))) {
                listed.filter(file -> file.toString().endsWith(".yaml")).forEach(files::add);
            }
        }
        assertTrue(files.size() >= 12, files::toString);
        for (Path file : files) {
            List<String> root = file.toString().contains("photos") ? List.of("data.root=faces") : List.of();
            assertFalse(plan(file, root).trials().isEmpty(), file::toString);
        }
    }

    /** Two updates at a small side, from random weights, on drawn faces; then validation, scores and tables. */
    @ParameterizedTest
    @CsvSource({
        "sbi, 64, model.classifier.backbone.efficientnet.weights",
        "m2tr, 64, model.m2tr.backbone.efficientnet.weights",
        "locate-and-verify, 96, model.locate_and_verify.weights",
        "multi-attention, 96, model.multi_attention.backbone.efficientnet.weights",
        "f3net, 107, model.f3net.weights"
    })
    void everyPapersDetector_trains(String paper, int sidePixels, String weights) throws Exception {
        Plan plan = plan(
                CONFIGS.resolve("papers").resolve(paper + ".yaml"),
                List.of(
                        weights + "=null",
                        "data.train=" + (paper.equals("sbi") ? REALS : FACES),
                        "data.validation=" + FACES,
                        "data.test={faces: " + FACES + "}",
                        "data.image.side_pixels=" + sidePixels,
                        "train.epochs=1",
                        "train.maximum_steps=2",
                        "train.batch_size=4",
                        "train.accumulate=1",
                        "sweep=",
                        "seeds=[1]",
                        "report={bootstrap_replicates: 20}",
                        "threads=1"));
        RunFolder results = new RunFolder(folder.resolve(paper));
        var silent = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var outcome = new ExperimentRunner(plan, results, folder.resolve("cache"), silent).run();
        assertEquals(List.of(), outcome.failures());
        assertTrue(Files.exists(results.path().resolve("tables/main.md")));
    }
}
