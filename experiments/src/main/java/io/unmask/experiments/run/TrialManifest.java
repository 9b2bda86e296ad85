package io.unmask.experiments.run;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import io.unmask.config.Components;
import io.unmask.data.Clip;
import io.unmask.data.Label;
import io.unmask.evaluate.ProtocolFingerprint;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.Manifest;
import io.unmask.experiments.store.Provenance;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.model.detector.DetectorNet;
import io.unmask.train.EpochResult;
import io.unmask.train.TensorFloat;
import io.unmask.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects the manifest of a finished trial. */
final class TrialManifest {
    /** Key in the section data: what the splits share, which the configuration admits. */
    static final String ADMITTED_OVERLAP = "admitted_overlap";

    private TrialManifest() {}

    static Manifest of(
            Trial trial,
            TrialFolder folder,
            TrialData data,
            DetectorNet net,
            Device device,
            TrainingResult training,
            Instant start) {
        return new Manifest()
                .with("trial", trial(trial))
                .with("program", Provenance.program())
                .with("engine", engine(trial, device))
                .with("data", data(data))
                .with("protocol", protocol(trial, folder, data))
                .with("training", training(trial, training, net))
                .with("sha256", hashes(trial, folder))
                .with("times", times(start, training));
    }

    /** In what numbers of one trial may differ for the program and the machine alone. */
    static Map<String, String> attempt(Trial trial, Device device) {
        Map<String, Object> program = Provenance.program();
        Map<String, Object> engine = engine(trial, device);
        Map<String, String> values = new LinkedHashMap<>();
        List.of("commit", "java").forEach(key -> values.put(key, String.valueOf(program.get(key))));
        List.of("libtorch", "threads").forEach(key -> values.put(key, String.valueOf(engine.get(key))));
        // Not which of several GPUs.
        values.put("device", device.getDeviceType());
        return values;
    }

    private static Map<String, Object> trial(Trial trial) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("variant", trial.variant());
        values.put("compression", trial.compression().name().toLowerCase(Locale.ROOT));
        values.put("seed", trial.seed());
        return values;
    }

    private static Map<String, Object> engine(Trial trial, Device device) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("libtorch", Engine.getInstance().getVersion());
        values.put("device", device.toString());
        values.put(
                "precision",
                Components.nameOf(trial.config().train().precision().getClass()));
        if (device.isGpu()) {
            values.put("tensor_float_32", TensorFloat.actual());
            values.put("compute_capability", CudaUtils.getComputeCapability(device.getDeviceId()));
        }
        values.put("threads", trial.config().resolvedThreads());
        return values;
    }

    private static Map<String, Object> data(TrialData data) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("compression", data.compression());
        values.put("notes", data.notes());
        values.put(ADMITTED_OVERLAP, data.admittedOverlap());
        Map<String, Long> skipped = new TreeMap<>();
        data.skipped().forEach(each -> skipped.merge(each.rule(), 1L, Long::sum));
        values.put("skipped", skipped);
        values.put("train", counts(data.train()));
        values.put("validation", counts(data.validation()));
        Map<String, Object> tests = new LinkedHashMap<>();
        data.test().forEach((name, clips) -> tests.put(name, counts(clips)));
        values.put("test", tests);
        return values;
    }

    /** What has to be equal for the numbers of two trials on a test set to be comparable. */
    private static Map<String, Object> protocol(Trial trial, TrialFolder folder, TrialData data) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String set : data.test().keySet()) {
            Scores scores = Scores.read(folder.scores(set));
            values.put(
                    set,
                    ProtocolFingerprint.of(
                            scores,
                            data.compressionOf(set),
                            trial.config().report().aggregate()));
        }
        return values;
    }

    private static Map<String, Object> counts(List<Clip> clips) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("videos", clips.size());
        values.put("frames", TrialData.samples(clips));
        values.put(
                "identities",
                clips.stream()
                        .flatMap(clip -> clip.identities().stream())
                        .distinct()
                        .count());
        values.put(
                "fakes",
                clips.stream().filter(clip -> clip.label() == Label.FAKE).count());
        values.put(
                "reals",
                clips.stream().filter(clip -> clip.label() == Label.REAL).count());
        values.put("sha256", sha256(clips));
        return values;
    }

    /** Changes with every picture, label and order of a set. */
    static String sha256(List<Clip> clips) {
        return Provenance.sha256(listing(clips));
    }

    /** What a set consists of: another picture, label or order is another text. */
    private static String listing(List<Clip> clips) {
        StringBuilder text = new StringBuilder();
        for (Clip clip : clips) {
            text.append(clip.key()).append(' ').append(clip.label()).append(' ').append(clip.identities());
            clip.frames()
                    .forEach(frame -> text.append(' ')
                            .append(frame.number())
                            .append(' ')
                            .append(frame.image().fingerprint()));
            text.append('\n');
        }
        return text.toString();
    }

    private static Map<String, Object> training(Trial trial, TrainingResult training, DetectorNet net) {
        Map<String, Object> values = new LinkedHashMap<>();
        boolean oracle = trial.config().train().select().oracle();
        values.put("selected_on", oracle ? "test data (oracle)" : "validation data");
        values.put("trained_parameters", net.trainedSize());
        values.put("epochs", training.epochs().size());
        values.put("updates", training.updates());
        values.put("best_epoch", training.bestEpoch());
        values.put("best_metric", training.bestMetric());
        values.put("stopped_early", training.stoppedEarly());
        if (trial.config().train().precision().scales()) {
            values.put(
                    "skipped_updates",
                    training.epochs().stream()
                            .mapToLong(EpochResult::skippedUpdates)
                            .sum());
        }
        return values;
    }

    private static Map<String, Object> hashes(Trial trial, TrialFolder folder) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("trial.yaml", Provenance.sha256(folder.trialYaml()));
        values.put("history.csv", Provenance.sha256(folder.history()));
        values.put("best.safetensors", Provenance.sha256(folder.bestCheckpoint()));
        for (String set : folder.scoredSets()) {
            values.put("scores/" + set + ".csv.gz", Provenance.sha256(folder.scores(set)));
            if (Files.exists(folder.mistakes(set))) {
                values.put("mistakes/" + set + ".csv.gz", Provenance.sha256(folder.mistakes(set)));
            }
            for (String column : TrialMasks.COLUMNS.keySet()) {
                Path file = folder.localisation(set, column);
                if (Files.exists(file)) {
                    values.put("masks/" + file.getFileName(), Provenance.sha256(file));
                }
            }
        }
        RobustnessScores.files(trial, folder)
                .values()
                .forEach(files -> files.values()
                        .forEach(file ->
                                values.put(folder.path().relativize(file).toString(), Provenance.sha256(file))));
        return values;
    }

    private static Map<String, Object> times(Instant start, TrainingResult training) {
        Instant end = Instant.now();
        Map<String, Object> values = new LinkedHashMap<>();
        // Of the process that finished the trial; the training's seconds count every process that worked on it.
        values.put("start", start.truncatedTo(ChronoUnit.SECONDS).toString());
        values.put("end", end.truncatedTo(ChronoUnit.SECONDS).toString());
        values.put("seconds", Duration.between(start, end).toMillis() / 1000.0);
        values.put(
                "training_seconds",
                training.epochs().stream().mapToDouble(EpochResult::seconds).sum());
        values.put("peak_memory_mib", Provenance.peakMemoryMebibytes());
        return values;
    }
}
