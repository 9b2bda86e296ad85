package io.unmask.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long each epoch trained, over interruptions. Times lie in a file of their own, because they differ from
 * run to run and checkpoints do not; a lost file costs the times and nothing else.
 */
final class Stopwatch {
    private static final String FILE = "times.json";
    private static final double NANOS = 1e9;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the file holds: seconds of the finished epochs, then of the present one. */
    private record Times(List<Double> finished, double present) {}

    private final Path file;
    private final List<Double> finished = new ArrayList<>();
    private double before;
    private long started = System.nanoTime();

    Stopwatch(Path folder) {
        file = folder.resolve(FILE);
    }

    /** Reads the times of the run that is resumed. */
    void load(int epochs) {
        try {
            Times times = JSON.readValue(file.toFile(), Times.class);
            finished.addAll(times.finished()
                    .subList(0, Math.min(epochs, times.finished().size())));
            before = times.finished().size() == epochs ? times.present() : 0;
        } catch (IOException e) {
            // Unknown times stay 0.
        }
        while (finished.size() < epochs) {
            finished.add(0.0);
        }
    }

    /** Starts or goes on. */
    void start() {
        started = System.nanoTime();
    }

    /** Seconds of the present epoch. */
    double seconds() {
        return before + (System.nanoTime() - started) / NANOS;
    }

    /** Stops at the end of the training part of an epoch. */
    void finish() {
        finished.add(seconds());
        before = 0;
    }

    /** Seconds of a finished epoch, counted from 0; 0 where they are not known. */
    double seconds(int epoch) {
        return finished.get(epoch);
    }

    /** Writes the times. */
    void save(boolean withinEpoch) {
        Times times = new Times(finished, withinEpoch ? seconds() : 0);
        WholeFile.write(file, out -> out.write(JSON.writeValueAsBytes(times)));
    }
}
