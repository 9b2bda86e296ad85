package io.unmask.experiments.run;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.data.Clip;
import io.unmask.data.Needs;
import io.unmask.data.load.Loader;
import io.unmask.data.load.LoaderSettings;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Scores;
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
import io.unmask.train.TestTime;
import io.unmask.train.Torch;
import io.unmask.train.Trainer;
import io.unmask.train.TrainingResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    private final Seeds seeds;
    private final UnreadablePictures unreadable = new UnreadablePictures();

    TrialRunner(Trial trial, TrialFolder folder, Path cache, TrialListener progress) {
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
        RobustnessScores robustness = new RobustnessScores(trial, folder, progress);
        robustness.require();
        progress.scoringAhead(config.data().samples(data.validation())
                + data.test().values().stream()
                        .mapToLong(config.data()::samples)
                        .sum()
                + robustness.pictures(data.test()));
        Torch.start(config.resolvedThreads());
        Device device = Torch.device(config.device());
        try (NDManager manager = NDManager.newBaseManager(device)) {
            DetectorNet net = config.model().build(config.data().input());
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, seeds.child("weights"));
            List<Map<String, Object>> weights =
                    StartingWeights.load(config, net, parameters, folder, cache, progress::message);
            TrialScores scorer =
                    new TrialScores(parameters, config.data().image().normalise(), unreadable);
            TrainingResult training = train(data, net, parameters, scorer);
            HistoryFile.write(folder.history(), training.epochs(), OracleSelection.metricsOf(trial));
            Checkpoints.loadWeights(folder.bestCheckpoint(), parameters);
            score(DataSettings.VALIDATION, data.validation(), net, scorer);
            data.test().forEach((name, clips) -> score(name, clips, net, scorer));
            robustness.score(data.test(), clips -> scored(clips, net, scorer));
            if (!unreadable.isEmpty()) {
                progress.message(unreadable.message());
            }
            TrialManifest.of(trial, folder, data, net, device, training, start)
                    .with("weights", Map.of("loaded", weights))
                    .with("encoders", robustness.encoders())
                    .with("unreadable", unreadable.values())
                    .write(folder.manifest());
        }
    }

    private TrainingResult train(TrialData data, DetectorNet net, Parameters parameters, TrialScores scorer)
            throws InterruptedException {
        Trainer trainer = new Trainer(
                config.train(),
                net,
                parameters,
                config.data().image().normalise(),
                BatchChanges.of(config.augment()),
                seeds.child("train"),
                folder.path());
        Aggregate aggregate = config.report().aggregate();
        TrainingInput input = TrainingInput.of(trial, data.train());
        Loader loader = input.loader();
        TrainingResult result = trainer.run(
                input.feed(loader),
                (scored, epoch) -> shown(metrics(data, scored, scorer, aggregate)),
                new EpochEvents(new EventFile(folder.events()), OracleSelection.metricsOf(trial), progress));
        unreadable.add(loader);
        return result;
    }

    /** What an epoch is judged by: validation data, or the mean over the test sets for an oracle. */
    private Map<String, Double> metrics(TrialData data, DetectorNet net, TrialScores scorer, Aggregate aggregate) {
        if (!config.train().select().oracle()) {
            return ValidationMetrics.of(scores(data.validation(), net, scorer), aggregate);
        }
        Map<String, Double> means = new LinkedHashMap<>();
        for (List<Clip> clips : data.test().values()) {
            ValidationMetrics.of(scores(clips, net, scorer), aggregate)
                    .forEach((name, value) ->
                            means.merge(name, value / data.test().size(), Double::sum));
        }
        return means;
    }

    private Loader loader(List<Clip> clips, Needs needs) {
        return loader(clips, needs, config.data().image().sidePixels());
    }

    private Loader loader(List<Clip> clips, Needs needs, int sidePixels) {
        return new Loader(
                clips,
                LoaderSettings.of(sidePixels, config.train().batchSize(), config.workers())
                        .with(config.data().unreadable())
                        .with(config.data().clip())
                        .with(needs));
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

    private Scores scores(List<Clip> clips, DetectorNet net, TrialScores scorer) {
        return scorer.of(net, loader(clips, config.model().needs().forScoring()), null, null);
    }

    private void score(String set, List<Clip> clips, DetectorNet net, TrialScores scorer) {
        progress.scoring(set, config.data().samples(clips));
        Needs needs = config.model().needs().forScoring();
        boolean locates = !set.equals(DataSettings.VALIDATION) && config.model().locates() && TrialMasks.known(clips);
        TrialMasks masks = locates ? new TrialMasks(clips, config.data().image().sidePixels()) : null;
        Loader plain = loader(clips, locates ? new Needs(true, null, needs.second()) : needs);
        TestTime views = config.testTime();
        // Masks belong to the whole picture, so that is looked at for them even where the score is that of views.
        TrialMistakes mistakes = set.equals(DataSettings.VALIDATION)
                ? null
                : new TrialMistakes(config.data().image().sidePixels());
        Scores whole =
                views.isPlain() || locates ? scorer.of(net, plain, masks, views.isPlain() ? mistakes : null) : null;
        Scores scores = whole != null && views.isPlain() ? whole : views(clips, net, scorer, needs, mistakes);
        scores.write(folder.scores(set));
        if (mistakes != null) {
            mistakes.write(folder, set, scorer.explainer(net));
        }
        if (masks != null) {
            masks.write(folder, set);
        }
    }

    /** As a test set is scored, masks aside. */
    private Scores scored(List<Clip> clips, DetectorNet net, TrialScores scorer) {
        Needs needs = config.model().needs().forScoring();
        return config.testTime().isPlain()
                ? scorer.of(net, loader(clips, needs), null, null)
                : views(clips, net, scorer, needs, null);
    }

    private Scores views(
            List<Clip> clips, DetectorNet net, TrialScores scorer, Needs needs, @Nullable TrialMistakes mistakes) {
        int side = config.data().image().sidePixels();
        int loaded = config.testTime().loadedSide(side);
        return scorer.of(net, loader(clips, needs, loaded), config.testTime(), side, mistakes);
    }
}
