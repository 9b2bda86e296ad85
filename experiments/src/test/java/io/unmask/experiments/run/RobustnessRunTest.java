package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.evaluate.Scores;
import io.unmask.experiments.store.Manifest;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A suite on a few drawn faces, from training to table. */
class RobustnessRunTest extends TinyRuns {
    private static final String EXPERIMENT = """
            name: tiny
            data:
              train: &faces {self_blended: {source: {portraits: {identities: 12, photos_per_identity: 1, side_pixels: 48}}}}
              validation: *faces
              test: {faces: *faces, again: *faces}
              image: {side_pixels: 32}
            model: {classifier: {backbone: meso4}}
            train: {epochs: 1, batch_size: 4}
            robustness: {types: [jpeg_quality, rgb_noise, block_wise, video_compression], levels: [1, 5], sets: [faces]}
            report: {bootstrap_replicates: 20}
            threads: 1
            """;

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @Override
    String experiment() {
        return EXPERIMENT;
    }

    private Report run(String results, String... overrides) throws InterruptedException {
        return runner(results, overrides).run().report();
    }

    private TrialFolder trial(String results) {
        return new TrialFolder(folder.resolve(results).resolve("tiny/trials/base/raw/seed-1"));
    }

    private Map<String, byte[]> suite(String results) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Path set = trial(results).robustness().resolve("faces");
        try (Stream<Path> all = Files.list(set)) {
            for (Path each : all.toList()) {
                files.put(each.getFileName().toString(), Files.readAllBytes(each));
            }
        }
        return files;
    }

    @Test
    void everyLossIsScored_whateverTheWorkers_andReported() throws Exception {
        Report report = run("one", "data.workers=1");
        run("five", "data.workers=5");
        Map<String, byte[]> scores = suite("one");
        assertEquals(8, scores.size());
        assertSame(scores, suite("five"));
        assertFalse(Files.exists(trial("one").robustness().resolve("again")));
        Path clean = trial("one").scores("faces");
        assertEquals(
                Scores.read(clean).size(),
                Scores.read(trial("one").robustness("faces", "rgb_noise", 5)).size());
        // Pictures of 48 pixels get no blocks, and are scored as they are.
        assertArrayEquals(Files.readAllBytes(clean), scores.get("block_wise-5.csv.gz"));
        assertFalse(java.util.Arrays.equals(Files.readAllBytes(clean), scores.get("rgb_noise-5.csv.gz")));
        assertFalse(java.util.Arrays.equals(scores.get("jpeg_quality-1.csv.gz"), scores.get("jpeg_quality-5.csv.gz")));
        assertTrue(report.files().stream().anyMatch(path -> path.endsWith("tables/robustness.md")));
        assertTrue(Files.readString(folder.resolve("one/tiny/tables/robustness.csv"))
                .contains("faces,frame,,base,raw,video_compression,5,40.0,auc,1,"));
        Path manifest = trial("one").manifest();
        assertTrue(Manifest.section(manifest, "encoders")
                .getOrDefault("video_compression-5", "")
                .startsWith("h264 all-intra crf 40"));
        assertTrue(Manifest.section(manifest, "sha256").containsKey("robustness/faces/jpeg_quality-1.csv.gz"));
    }

    @Test
    void whatAKilledRunHasScored_isNotScoredAgain_unlessAnotherCheckpointDid() throws Exception {
        run("killed");
        Map<String, byte[]> before = suite("killed");
        TrialFolder trial = trial("killed");
        Path kept = trial.robustness("faces", "rgb_noise", 1);
        Path lost = trial.robustness("faces", "rgb_noise", 5);
        Files.setLastModifiedTime(kept, LONG_AGO);
        Files.delete(lost);
        Files.delete(trial.manifest());
        run("killed");
        assertEquals(LONG_AGO, Files.getLastModifiedTime(kept));
        assertSame(before, suite("killed"));

        Files.delete(trial.manifest());
        Files.writeString(trial.robustness().resolve("made-from.txt"), "another checkpoint");
        run("killed");
        assertTrue(Files.getLastModifiedTime(kept).compareTo(LONG_AGO) > 0);
        assertSame(before, suite("killed"));
    }

    @Test
    void views_areThoseOfTheTestSets() throws Exception {
        run("views", "robustness={types: [block_wise], levels: [1]}", "test_time={flip: true}");
        TrialFolder trial = trial("views");
        assertArrayEquals(
                Files.readAllBytes(trial.scores("again")),
                Files.readAllBytes(trial.robustness("again", "block_wise", 1)));
    }
}
