package io.unmask.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.augment.quality.Distortion;
import io.unmask.augment.quality.Perturbation;
import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.data.Compression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final String BASE = """
            name: demo
            data: {train: portraits, validation: portraits, test: {faces: portraits}}
            model: {classifier: {backbone: meso4}}
            train: {epochs: 3}
            """;

    private static final ConfigReader READER = new ConfigReader(Components.builtIn(), Map.of());

    @TempDir
    Path folder;

    @Test
    void withoutASweep_thereIsATrialASeed() {
        Plan plan = plan(BASE + "seeds: [7, 8]\n");
        assertEquals(List.of("base/raw/seed-7", "base/raw/seed-8"), ids(plan));
        Trial trial = plan.trials().get(1);
        assertEquals(Path.of("trials/base/raw/seed-8"), trial.folder());
        assertEquals(List.of(8L), trial.config().seeds());
        assertEquals(8, trial.seed());
        assertNotNull(trial.config().threads(), "threads are part of a trial");
    }

    @Test
    void listsOfSeveralKeys_goInStep() {
        Plan plan = plan(BASE + "sweep: {size: {data.image.side_pixels: [64, 128], train.batch_size: [32, 16]}}\n");
        assertEquals(List.of("64 / 32", "128 / 16"), plan.variants());
        assertEquals(16, plan.trials().get(1).config().train().batchSize());
        String uneven = problems(BASE + "sweep: {size: {data.image.side_pixels: [64, 128], train.batch_size: [32]}}\n");
        assertTrue(uneven.contains("equally long, but they have [2, 1] values"), uneven);
    }

    @Test
    void exclude_leavesOutCells() {
        String sweep = BASE + """
                sweep:
                  size: {data.image.side_pixels: [64, 96, 128]}
                  length: {short: {train.epochs: 1}, long: {}}
                """;
        Plan plan = plan(sweep + "exclude: [{size: [64, 96], length: long}, {size: 128, length: short}]\n");
        assertEquals(List.of("64, short", "96, short", "128, long"), plan.variants());
        String all = problems(sweep + "exclude: [{length: [long, short]}]\n");
        assertTrue(all.contains("leaves no trial"), all);
        String nothing = problems(sweep + "exclude: [{size: 64}, {size: 64, length: long}]\n");
        assertTrue(nothing.contains("leaves out nothing"), nothing);
        String axis = problems(sweep + "exclude: [{sise: 64}]\n");
        assertTrue(axis.contains("no axis \"sise\"") && axis.contains("nearest: \"size\""), axis);
        String choice = problems(sweep + "exclude: [{length: lon}]\n");
        assertTrue(choice.contains("no choice \"lon\"") && choice.contains("nearest: \"long\""), choice);
    }

    @Test
    void trialsThatComeToTheSame_haveOneOriginal() {
        Plan plan = plan(BASE + "sweep: {length: {usual: {}, three: {train.epochs: 3}, four: {train.epochs: 4}}}\n");
        List<Trial> trials = plan.trials();
        assertEquals(trials.get(0), plan.original(trials.get(1)));
        assertEquals(trials.get(2), plan.original(trials.get(2)));
    }

    @Test
    void expectations_nameTheirMetric_andAreNoSettingOfATrial() {
        String good = BASE
                + "expect: [{compression: raw, set: faces, metric: video_auc, value: 90, tolerance: 1, source: us}]\n";
        assertEquals(1, plan(good).experiment().expect().size());
        assertTrue(plan(good).trials().get(0).config().expect().isEmpty(), "an expectation is no setting of a trial");
        String metric = problems(good.replace("video_auc", "video_auk"));
        assertTrue(metric.contains("expect.0.metric: must be one of frame_acc"), metric);
    }

    @Test
    void agda_needsADetectorThatShowsWhereItLooks() {
        String blind = problems(BASE + "augment: [agda]\n");
        assertTrue(blind.contains("needs a detector that shows where it looks"), blind);
        String own = problems(BASE.replace("{classifier: {backbone: meso4}}", "multi_attention") + "augment: [agda]\n");
        assertTrue(own.contains("model.multi_attention.agda"), own);
        String twice = problems(BASE.replace("{classifier: {backbone: meso4}}", "srm_two_stream")
                + "augment: [agda, {agda: {mode: hard}}]\n");
        assertTrue(twice.contains("at most one"), twice);
        assertEquals(
                1,
                plan(BASE.replace("{classifier: {backbone: meso4}}", "srm_two_stream") + "augment: [agda]\n")
                        .trials()
                        .size());
    }

    @Test
    void axes_makeAGrid_andTheCompressionAxisNoVariants() {
        Plan plan = plan(BASE + """
                sweep:
                  size:
                    small: {data.image.side_pixels: 64, train.epochs: 1}
                    as is: {}
                  compression: {data.compression: [raw, lq]}
                  backbone: {model.classifier.backbone: [meso4, {resnet18: {}}]}
                """);
        assertEquals(
                List.of(
                        "small-meso4/raw/seed-1",
                        "small-resnet18/raw/seed-1",
                        "small-meso4/lq/seed-1",
                        "small-resnet18/lq/seed-1",
                        "as-is-meso4/raw/seed-1",
                        "as-is-resnet18/raw/seed-1",
                        "as-is-meso4/lq/seed-1",
                        "as-is-resnet18/lq/seed-1"),
                ids(plan));
        Trial trial = plan.trials().get(3);
        assertEquals("small, resnet18", trial.variant());
        assertEquals(Map.of("size", "small", "compression", "lq", "backbone", "resnet18"), trial.choices());
        assertEquals(Compression.LQ, trial.compression());
        assertEquals(Compression.LQ, trial.config().data().compression());
        assertEquals(64, trial.config().data().image().sidePixels());
        assertEquals(1, trial.config().train().epochs());
        assertEquals(3, plan.trials().get(4).config().train().epochs());
        assertTrue(
                trial.config().model().toString().contains("Resnet18"),
                trial.config().model().toString());
        assertEquals(List.of("small, meso4", "small, resnet18", "as is, meso4", "as is, resnet18"), plan.variants());
    }

    @Test
    void aSweep_canSetWhatTheExperimentLeavesOut() {
        Plan plan = plan(BASE.replace("model: {classifier: {backbone: meso4}}\n", "")
                + "sweep: {net: {model.classifier.backbone: [meso4, resnet18]}}\n");
        assertEquals(List.of("meso4", "resnet18"), plan.variants());
    }

    @Test
    void theYamlOfATrial_isAnExperimentOfThatTrialAlone() {
        Plan plan = plan(BASE + """
                seeds: [1, 2]
                augment: [flip]
                sweep: {compression: {data.compression: [raw, hq]}, lr: {a: {}, b: {train.optimizer.sgd.learning_rate: 0.1}}}
                report: {baseline: a, bootstrap_replicates: 50}
                threads: 2
                """);
        Trial trial = plan.trials().get(7);
        Plan again = plan(trial.yaml());
        assertEquals(1, again.trials().size());
        assertEquals(trial.config(), again.trials().get(0).config());
        assertEquals(trial.yaml(), again.trials().get(0).yaml());
        assertTrue(trial.yaml().contains("learning_rate: 0.1\n"), trial.yaml());
    }

    @Test
    void whatChangesNoResult_changesNoTrial() {
        String yaml = plan(BASE + "threads: 1\n").trials().get(0).yaml();
        assertEquals(
                yaml,
                plan(BASE + "threads: 1\nreport: {baseline: base}\n")
                        .trials()
                        .get(0)
                        .yaml());
        assertEquals(
                yaml,
                plan(BASE + "threads: 1\n", "data.workers=8").trials().get(0).yaml());
        assertEquals(
                8, plan(BASE, "data.workers=8").trials().get(0).config().data().workers());
    }

    @Test
    void aRobustnessSuite_hasTheSevenOfDeeperForensics_unlessItNamesOthers() {
        assertNull(plan(BASE).trials().get(0).config().robustness());
        assertEquals(35, losses("robustness: {}").size());
        // resize has three levels.
        assertEquals(18, losses("robustness: {suite: common}").size());
        assertEquals(
                List.of(
                        new Perturbation(Distortion.RESIZE, 2),
                        new Perturbation(Distortion.JPEG_QUALITY, 2),
                        new Perturbation(Distortion.JPEG_QUALITY, 5)),
                losses("robustness: {types: [resize, jpeg_quality], levels: [5, 2]}"));
        Trial trial = plan(BASE + "robustness: {levels: [3], sets: [faces]}\n")
                .trials()
                .get(0);
        assertEquals(trial.config(), plan(trial.yaml()).trials().get(0).config());
    }

    private List<Perturbation> losses(String yaml) {
        RobustnessSettings settings =
                plan(BASE + yaml + "\n").trials().get(0).config().robustness();
        return settings == null ? List.of() : settings.perturbations();
    }

    @Test
    void anAxis_canBeTakenAway() {
        String sweep = "sweep: {size: {a: {train.epochs: 9}, b: {}}, compression: {data.compression: [hq]}}\n";
        assertEquals(List.of("base/hq/seed-1"), ids(plan(BASE + sweep, "sweep.size=null")));
    }

    @Test
    void anOverride_goesBeneathTheSweep() {
        Plan plan = plan(BASE + "sweep: {size: {a: {train.epochs: 9}, b: {}}}\n", "train.epochs=5");
        assertEquals(9, plan.trials().get(0).config().train().epochs());
        assertEquals(5, plan.trials().get(1).config().train().epochs());
    }

    @Test
    void aProblemOfOneVariant_isReportedWithItsName_andThoseOfAllOnlyOnce() {
        assertEquals("""
                e.yaml:5:1  deivce: no such key
                    nearest: "device"     known: name, seeds, data, model, weights, augment, train, test_time, robustness, sweep, exclude, report, expect, device, cudnn_benchmark, threads, executor""", problems(BASE + "deivce: cpu\nsweep: {size: {a: {}, b: {}}}\n"));
        String some = problems(BASE + "sweep: {size: {a: {}, b: {train.epochs: 0}, c: {train.epoch: 1}}}\n");
        assertEquals(
                "e.yaml:5:41  train.epochs: must be at least 1, but was 0 (with size: b)",
                some.lines().toList().get(0));
        assertEquals(
                "e.yaml:5:49  train.epoch: no such key (with size: c)",
                some.lines().toList().get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: a/b | name: must be letters, digits, \".\", \"_\", \"+\" and \"-\", beginning with a letter or digit (at most 80), as it names"
                        + " a folder, but was \"a/b\"",
                "seeds: [] | seeds: must hold at least one seed, but was empty",
                "seeds: [1, 1] | seeds: must differ from each other, but was [1, 1]",
                "device: tpu | device: must be auto, cpu, gpu, gpu:N with N from 0, or gpu:*, but was \"tpu\"",
                "threads: 0 | threads: must be from 1 to 1024, but was 0",
                "report: {baseline: fast} | report.baseline: no variant \"fast\"",
                "report: {bootstrap_replicates: 0} | report.bootstrap_replicates: must be from 1 to 1000000, but was 0",
                "robustness: {levels: [0, 1]} | robustness.levels: must be from 1 to 5, but was [0, 1]",
                "robustness: {levels: []} | robustness.levels: must hold at least one, but was empty",
                "robustness: {types: [resize, resize]} | robustness.types: must differ from each other, but was [RESIZE, RESIZE]",
                "robustness: {types: [resize], levels: [5, 4]} | robustness.levels: must hold one of the 3 levels of resize, but was [4, 5]",
                "robustness: {suite: common, types: [resize]} | robustness.types: must be left out where suite names the losses, but was [resize]",
                "robustness: {sets: [cars]} | robustness.sets: must be names of test sets (faces), but was [cars]",
                "sweep: [a] | sweep: must be a map from names, each value a map from names, each value anything, but was a list",
                "sweep: {a: 3} | sweep.a: must be a map from names, each value anything, but was 3",
                "sweep: {a: {}} | sweep.a: must hold at least one choice",
                "sweep: {a: {train.epochs: []}} | sweep.a: must hold at least one choice",
                "sweep: {a: {train.epochs: 3}} | sweep.a.train.epochs: must be a list of values for the key \"train.epochs\", or the keys that the"
                        + " variant \"train.epochs\" sets, but was 3",
                "sweep: {a: {train.epochs: [1, 1]}} | sweep.a: two choices would both be called \"1\"; give them names: {first:"
                        + " {train.epochs: …}, second: {…}}",
                "sweep: {a: {train.epochs: [1], train.batch_size: 2}} | sweep.a: must be keys with a list of values each, or named"
                        + " variants, not both; to set a key to one value in every trial, set it outside of the sweep",
                "sweep: {a: {seeds: [1, 2]}} | sweep.a: cannot sweep over \"seeds\": every seed in \"seeds\" is a trial of its own already",
                "sweep: {a: {x: {name: b}}} | sweep.a: cannot sweep over \"name\"",
                "sweep: {a: {A b: {}, a-B: {}}} | sweep: two trials would share the folder trials/a-B/raw/seed-1: {a=A b} and {a=a-B}; rename one of"
                        + " the choices",
            })
    void aWrongExperiment_isRefused(String yaml, String message) {
        String text = (yaml.startsWith("name") ? BASE.replaceFirst("name.*\n", "") : BASE) + yaml + "\n";
        String first = problems(text).lines().findFirst().orElseThrow();
        assertEquals(message, first.substring(first.indexOf("  ") + 2));
    }

    @Test
    void tooManyTrials_areRefused() {
        String axis = ": {train.epochs: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}, ";
        String all = problems(BASE + "sweep: {" + "a" + axis + "b" + axis + "c" + axis + "d" + axis + "}\n");
        assertEquals("e.yaml:5:1  sweep: asks for 14641 trials a seed, but 10000 is the limit", all);
    }

    @Test
    void aTestSetsName_mustBeAFileName() {
        String all = problems(BASE.replace("faces:", "\"../x\":"));
        assertTrue(all.contains("  data.test: must have letters, digits,"), all);
    }

    private Plan plan(String yaml, String... overrides) {
        try {
            Path file = Files.writeString(folder.resolve("e.yaml"), yaml);
            return Plan.read(READER, file, List.of(overrides));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String problems(String yaml) {
        return assertThrows(BadInputException.class, () -> plan(yaml))
                .getMessage()
                .replace(folder + "/", "");
    }

    private static List<String> ids(Plan plan) {
        return plan.trials().stream().map(Trial::id).toList();
    }
}
