package io.unmask.experiments.run;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.data.Clip;
import io.unmask.data.load.Loader;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.ValidationMetrics;
import io.unmask.experiments.plan.DataSettings;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.EventFile;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.BatchChanges;
import io.unmask.train.Checkpoints;
import io.unmask.train.Copies;
import io.unmask.train.Trainer;
import io.unmask.train.TrainingResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One trial from data to scores: trains, selects on validation data, then reads the test sets once. Killed
 * at any moment and run again, it goes on from its last checkpoint and leaves the same files.
 */
final class TrialRunner {
    private final Trial trial;
    private final Experiment config;
    private final TrialFolder folder;
    private final Path cache;
    private final TrialListener progress;
    private final String device;
    private final Seeds seeds;
    private final UnreadablePictures unreadable = new UnreadablePictures();

    TrialRunner(Trial trial, TrialFolder folder, Path cache, TrialListener progress) {
        this(trial, folder, cache, progress, trial.config().device());
    }

    /**
     * A runner.
     *
     * @param device where its network runs; settings of a trial do not say which GPU
     */
    TrialRunner(Trial trial, TrialFolder folder, Path cache, TrialListener progress, String device) {
        this.device = device;
        this.trial = trial;
        this.config = trial.config();
        this.folder = folder;
        this.cache = cache;
        this.progress = progress;
        this.seeds = Seeds.of(trial.seed());
    }

    void run() throws InterruptedException {
        Instant start = Instant.now();
        folder.deleteParts();
        TrialData data = TrialData.load(trial, cache, progress.buildListener());
        LearnedData.require(folder, data);
        RobustnessScores robustness = new RobustnessScores(trial, folder, progress);
        robustness.require();
        progress.scoringAhead(config.data().samples(data.validation())
                + data.test().values().stream()
                        .mapToLong(config.data()::samples)
                        .sum()
                + robustness.pictures(data.test()));
        Device place = TrialEngine.start(config, device);
        List<Map<String, String>> earlier = Attempts.add(folder, TrialManifest.attempt(trial, place));
        try (NDManager manager = NDManager.newBaseManager(place)) {
            DetectorNet net = config.model().build(config.data().input());
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, seeds.child("weights"));
            List<Map<String, Object>> weights =
                    StartingWeights.load(config, net, parameters, folder, cache, progress::message);
            TrialScores scorer = new TrialScores(config, net, parameters, unreadable);
            TrainingResult training = train(data, net, parameters, scorer);
            HistoryFile.write(
                    folder.history(),
                    training.epochs(),
                    OracleSelection.metricsOf(trial),
                    config.train().precision());
            Checkpoints.loadWeights(folder.bestCheckpoint(), parameters);
            score(DataSettings.VALIDATION, data.validation(), scorer);
            data.test().forEach((name, clips) -> score(name, clips, scorer));
            robustness.score(data.test(), scorer::of);
            if (!unreadable.isEmpty()) {
                progress.message(unreadable.message());
            }
            TrialManifest.of(trial, folder, data, net, place, training, start)
                    .with("attempts", earlier.isEmpty() ? Map.of() : Map.of("earlier", earlier))
                    .with("weights", Map.of("loaded", weights))
                    .with("encoders", robustness.encoders())
                    .with("unreadable", unreadable.values())
                    .write(folder.manifest());
        }
    }

    /** Starts the engine for this trial. */
    private TrainingResult train(TrialData data, DetectorNet net, Parameters parameters, TrialScores scorer)
            throws InterruptedException {
        try (Copies copies = Copies.of(
                config.train(),
                net,
                parameters,
                () -> config.model().build(config.data().input()))) {
            Trainer trainer = new Trainer(
                    config.train(),
                    copies,
                    config.data().image().normalise(),
                    BatchChanges.of(config.augment()),
                    seeds.child("train"),
                    folder.path());
            Aggregate aggregate = config.report().aggregate();
            TrainingInput input = TrainingInput.of(trial, data.train());
            Loader loader = input.loader();
            TrainingResult result = trainer.run(
                    input.feed(loader),
                    (scored, epoch) -> shown(metrics(data, scorer, aggregate)),
                    new EpochEvents(new EventFile(folder.events()), OracleSelection.metricsOf(trial), progress));
            unreadable.add(loader);
            return result;
        }
    }

    /** What an epoch is judged by: validation data, or the mean over the test sets for an oracle. */
    private Map<String, Double> metrics(TrialData data, TrialScores scorer, Aggregate aggregate) {
        if (!config.train().select().oracle()) {
            return ValidationMetrics.of(scorer.plain(data.validation()), aggregate);
        }
        Map<String, Double> means = new LinkedHashMap<>();
        for (List<Clip> clips : data.test().values()) {
            ValidationMetrics.of(scorer.plain(clips), aggregate)
                    .forEach((name, value) ->
                            means.merge(name, value / data.test().size(), Double::sum));
        }
        return means;
    }

    /** The metrics worth a column of the history, and the one that is selected by. */
    private Map<String, Double> shown(Map<String, Double> metrics) {
        Map<String, Double> shown = new LinkedHashMap<>();
        for (String name : List.of(
                "video_auc",
                "video_acc",
                "video_log_loss",
                config.train().select().metric())) {
            if (metrics.containsKey(name)) {
                shown.put(name, metrics.get(name));
            }
        }
        return shown;
    }

    private void score(String set, List<Clip> clips, TrialScores scorer) {
        progress.scoring(set, config.data().samples(clips));
        int side = config.data().image().sidePixels();
        boolean test = !set.equals(DataSettings.VALIDATION);
        boolean locates = test && config.model().locates() && TrialMasks.known(clips);
        TrialMasks masks = locates ? new TrialMasks(clips, side) : null;
        TrialMistakes mistakes = test ? new TrialMistakes(side) : null;
        scorer.of(clips, masks, mistakes).write(folder.scores(set));
        if (mistakes != null) {
            mistakes.write(folder, set, scorer.explainer());
        }
        if (masks != null) {
            masks.write(folder, set);
        }
    }
}
