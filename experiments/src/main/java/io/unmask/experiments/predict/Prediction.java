package io.unmask.experiments.predict;

import io.unmask.config.BadInputException;
import io.unmask.config.ConfigReader;
import io.unmask.data.Clip;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.plan.DataSettings;
import io.unmask.experiments.run.Submission;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.WholeFile;
import io.unmask.train.Explainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scores files, or a data source, with the checkpoint of a trial, and writes what came out. */
public final class Prediction {
    /** More make a page that no browser likes. */
    private static final int MOST_ON_PAGE = 50;

    private static final int SUSPICIOUS_FRAMES = 4;

    private final TrialFolder trial;
    private final PredictSettings settings;
    private final ConfigReader reader;

    /**
     * A prediction.
     *
     * @param trial a trained trial
     * @param reader reads its settings
     * @throws BadInputException if the trial has no checkpoint
     */
    public Prediction(TrialFolder trial, PredictSettings settings, ConfigReader reader) {
        this.trial = trial;
        this.settings = settings;
        this.reader = reader;
        if (!Files.exists(trial.scores(DataSettings.VALIDATION))) {
            throw new BadInputException(trial.path() + ": has no "
                    + trial.path().relativize(trial.scores(DataSettings.VALIDATION))
                    + ", which says what its scores mean; finish it with ./unmask run");
        }
    }

    /**
     * What the page shows beside scores.
     *
     * @param kinds where the detector looked, in these ways; empty for the best that it gives
     * @param tap for Grad-CAM; null for the last one with rows and columns
     */
    public record Explaining(
            List<Explainer.Kind> kinds, @Nullable String tap) {
        /** Copies the list. */
        public Explaining {
            kinds = List.copyOf(kinds);
        }
    }

    /**
     * What came out.
     *
     * @param lines a line a file, most suspicious first, then what has to be said beside them
     * @param unscored files without a score
     */
    public record Outcome(List<String> lines, int unscored) {
        /** Copies the list. */
        public Outcome {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Scores files; writes {@code files.csv}, {@code frames.csv} and, if wanted, {@code report.html}.
     *
     * @param out the folder
     * @param explaining what the page shows; null for no page
     * @param submission the template of a competition, to be filled in as {@code submit.csv}; null for none
     * @param progress hears of each file
     * @throws InterruptedException if the thread is interrupted; nothing is written
     */
    public Outcome ofFiles(
            List<Path> files,
            Path out,
            @Nullable Explaining explaining,
            @Nullable Submission submission,
            Consumer<String> progress)
            throws InterruptedException {
        Scores validation = Scores.read(trial.scores(DataSettings.VALIDATION));
        try (TrainedDetector detector = TrainedDetector.open(trial, reader)) {
            Calibrated calibrated =
                    Calibrated.on(validation, detector.config().report().aggregate());
            Limits limits = Limits.of(trial, detector.config(), validation, calibrated);
            List<ScoredFile> scored = new ArrayList<>();
            List<Explained> shown = new ArrayList<>();
            new Predictor(detector, calibrated, settings).score(files, file -> {
                scored.add(explaining == null ? file.withoutPictures() : file);
                progress.accept(PredictionText.line(file));
            });
            scored.sort(MOST_SUSPICIOUS);
            new ScoreFiles(scored).byFile().write(out.resolve("files.csv"));
            new ScoreFiles(scored).byFrame().write(out.resolve("frames.csv"));
            if (submission != null) {
                submission.write(out.resolve("submit.csv"), byName(scored), 1);
            }
            if (explaining != null) {
                for (ScoredFile file : scored.subList(0, Math.min(MOST_ON_PAGE, scored.size()))) {
                    shown.add(Explained.of(file, detector, SUSPICIOUS_FRAMES, explaining.kinds(), explaining.tap()));
                }
                String title = scored.size() == 1
                        ? "Prediction for " + scored.get(0).file().getFileName()
                        : "Prediction for " + scored.size() + " files";
                WholeFile.write(
                        out.resolve("report.html"),
                        new PredictionPage(title, shown, scored.size(), limits)
                                .page()
                                .html());
            }
            return new Outcome(PredictionText.of(scored, limits), unscored(scored));
        }
    }

    private static final Comparator<ScoredFile> MOST_SUSPICIOUS = Comparator.comparing(
                    (ScoredFile file) -> file.isScored() ? file.score() : -1)
            .reversed()
            .thenComparing(file -> file.file().toString());

    /** Scores by the names of files without extension, as competitions name videos. */
    private static Map<String, Double> byName(List<ScoredFile> files) {
        Map<String, Double> scores = new HashMap<>();
        for (ScoredFile file : files) {
            String name = String.valueOf(file.file().getFileName());
            int dot = name.lastIndexOf('.');
            String stem = dot < 0 ? name : name.substring(0, dot);
            if (file.isScored() && scores.put(stem, file.score()) != null) {
                throw new BadInputException(
                        file.file() + ": another file is called " + stem + ", too; a submission has one value a name");
            }
        }
        return scores;
    }

    private static int unscored(List<ScoredFile> files) {
        return (int) files.stream().filter(file -> !file.isScored()).count();
    }

    /**
     * Scores a data source; writes {@code scores.csv.gz}, which {@code compare} reads.
     *
     * @param source the data source of the settings
     * @param cache where made data is kept
     */
    public Outcome ofData(DataSource source, Path cache, Path out) {
        try (TrainedDetector detector = TrainedDetector.open(trial, reader)) {
            List<Clip> clips = source.clips(
                    new DataRequest(settings.split(), settings.compression(), detector.dataSeeds(), cache));
            Scores scores = detector.scores(clips);
            Path file = out.resolve("scores.csv.gz");
            scores.write(file);
            return new Outcome(
                    List.of(scores.size() + " samples of " + scores.videos().size() + " videos scored: " + file
                            + "; ./unmask compare reads it"),
                    0);
        }
    }
}
