package io.unmask.experiments.predict;

import io.unmask.config.ConfigReader;
import io.unmask.data.Clip;
import io.unmask.data.face.FaceFinder;
import io.unmask.data.face.Whole;
import io.unmask.data.prepare.Footage;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.media.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code predict} takes for a video beside what it cannot do without: decoding it, and the network. All are measured
 * in turn, round after round, in one process. Faces are given (the whole frame); finding them is timed apart.
 */
public final class PredictBench {
    private final TrialFolder trial;
    private final PredictSettings settings;
    private final ConfigReader reader;

    /** A measurement with the detector of a trial. */
    public PredictBench(TrialFolder trial, PredictSettings settings, ConfigReader reader) {
        this.trial = trial;
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * Medians of the rounds, seconds.
     *
     * @param frames that are used
     * @param decode the video decoded to these frames, which are dropped
     * @param infer the network on their faces
     * @param predict from file to scores
     * @param find faces on these frames, by the detector of the settings
     */
    public record Figures(int frames, double decode, double infer, double predict, double find) {
        /** Speed as a share of that of decoding and network alone, one after the other; more than 1 where they overlap. */
        public double ratio() {
            return (decode + infer) / predict;
        }
    }

    private interface Work {
        @Nullable
        Object run() throws InterruptedException;
    }

    /**
     * Measures a video.
     *
     * @param rounds after one that warms up
     * @throws InterruptedException if the thread is interrupted
     */
    public Figures run(Path video, int rounds) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        PredictSettings given = settings.with(new Whole());
        try (TrainedDetector detector = TrainedDetector.open(trial, reader);
                FaceFinder whole = given.faces().open();
                FaceFinder finder = settings.faces().open()) {
            Predictor predictor = new Predictor(detector, Calibrated.NOT, given);
            List<Image> frames = new ArrayList<>();
            decode(video, threads, frames);
            FileFaces faces = FileFaces.of(video, given, whole, threads);
            Clip clip = TrainedDetector.clip(
                    video.toString(), faces.crops().stream().map(Crop::asFrame).toList());
            List<Work> all = List.of(
                    () -> decode(video, threads, null),
                    () -> detector.scores(List.of(clip)),
                    () -> predictor.scored(FileFaces.of(video, given, whole, threads)),
                    () -> find(frames, finder));
            double[] medians = medians(all, rounds);
            return new Figures(frames.size(), medians[0], medians[1], medians[2], medians[3]);
        }
    }

    private @Nullable Object decode(Path video, int threads, @Nullable List<Image> keep) throws InterruptedException {
        Footage footage = Footage.open(video, threads);
        footage.read(settings.frames().of(footage.frames()), (number, frame) -> {
            if (keep != null) {
                keep.add(frame);
            }
        });
        return null;
    }

    private static @Nullable Object find(List<Image> frames, FaceFinder finder) {
        for (int i = 0; i < frames.size(); i++) {
            finder.find(frames.get(i), "bench", i);
        }
        return null;
    }

    private static double[] medians(List<Work> all, int rounds) throws InterruptedException {
        double[][] seconds = new double[all.size()][rounds];
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < seconds.length; i++) {
                long began = System.nanoTime();
                all.get(i).run();
                if (round >= 0) {
                    seconds[i][round] = (System.nanoTime() - began) / 1e9;
                }
            }
        }
        return Arrays.stream(seconds)
                .mapToDouble(each -> Arrays.stream(each).sorted().toArray()[rounds / 2])
                .toArray();
    }
}
