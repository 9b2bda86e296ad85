package io.unmask.experiments.predict;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.face.FaceFinder;
import io.unmask.evaluate.Scores;
import io.unmask.media.video.VideoInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scores files one after another, the next one's faces being found while the detector looks at those of the last. */
final class Predictor {
    private final TrainedDetector detector;
    private final Calibrated calibrated;
    private final PredictSettings settings;

    Predictor(TrainedDetector detector, Calibrated calibrated, PredictSettings settings) {
        this.detector = detector;
        this.calibrated = calibrated;
        this.settings = settings;
    }

    /**
     * Scores them.
     *
     * @param listener hears of each file when it is scored, in order
     * @throws InterruptedException if the thread is interrupted
     */
    void score(List<Path> files, Consumer<ScoredFile> listener) throws InterruptedException {
        ExecutorService reader = Executors.newSingleThreadExecutor(work -> new Thread(work, "faces"));
        try (FaceFinder finder = settings.faces().open()) {
            // The finder serves one thread at a time, and results come in order.
            Future<FileFaces> next = submit(reader, files.get(0), finder);
            for (int i = 0; i < files.size(); i++) {
                if (Thread.interrupted()) {
                    // Neither a future that is done nor the network looks at it.
                    throw new InterruptedException("before " + files.get(i));
                }
                FileFaces faces = await(next);
                if (i + 1 < files.size()) {
                    next = submit(reader, files.get(i + 1), finder);
                }
                listener.accept(scored(faces));
            }
        } finally {
            reader.shutdownNow();
        }
    }

    private Future<FileFaces> submit(ExecutorService reader, Path file, FaceFinder finder) {
        int threads = Runtime.getRuntime().availableProcessors();
        return reader.submit(() -> FileFaces.of(file, settings, finder, threads));
    }

    private static FileFaces await(Future<FileFaces> faces) throws InterruptedException {
        try {
            return faces.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInputException bad) {
                throw bad;
            }
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Scores the faces of one file. */
    ScoredFile scored(FileFaces faces) {
        boolean video = faces.video() != null;
        if (faces.problem() != null) {
            return ScoredFile.unscored(faces.file(), video, 0, faces.problem());
        }
        if (faces.crops().isEmpty()) {
            return ScoredFile.unscored(
                    faces.file(),
                    video,
                    faces.lookedAt(),
                    "no face was found; if the pictures are cut out already, say -s faces=whole");
        }
        Clip clip = TrainedDetector.clip(
                faces.file().toString(),
                faces.crops().stream().map(Crop::asFrame).toList());
        return scored(faces, detector.scores(List.of(clip)));
    }

    private ScoredFile scored(FileFaces faces, Scores scores) {
        Map<Integer, Crop> crops = new HashMap<>();
        faces.crops().forEach(crop -> crops.put(crop.frame(), crop));
        List<ScoredFrame> frames = new ArrayList<>();
        for (int row = 0; row < scores.size(); row++) {
            Crop crop = crops.get(scores.frame(row));
            if (crop == null) {
                throw new IllegalStateException("a score of frame " + scores.frame(row) + ", which nobody asked for");
            }
            double score = scores.score(row);
            frames.add(new ScoredFrame(crop, score, calibrated.frames().probability(score)));
        }
        double score = scores.videoScores(detector.config().report().aggregate())[0];
        VideoInfo video = faces.video();
        Calibrated.Scale scale = video == null ? calibrated.frames() : calibrated.videos();
        return new ScoredFile(
                faces.file(),
                video != null,
                video == null ? 0 : video.framesPerSecond(),
                faces.lookedAt(),
                faces.crops(),
                frames,
                score,
                scale.probability(score),
                note(faces, scale.covers(score)));
    }

    /** What a reader has to know of a score; null for nothing. */
    private static @Nullable String note(FileFaces faces, boolean covered) {
        List<String> notes = new ArrayList<>();
        int missing = faces.lookedAt() - faces.crops().size();
        if (missing > 0) {
            notes.add(missing + " of " + faces.lookedAt() + " frames have no face, or not the chosen one");
        }
        if (!covered) {
            notes.add("no file of the validation set had a score like this: it is another kind of data");
        }
        return notes.isEmpty() ? null : String.join("; ", notes);
    }
}
