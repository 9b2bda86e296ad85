package io.unmask.experiments.bench;

import ai.djl.ndarray.NDManager;
import io.unmask.data.Feed;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.TrainingInput;
import io.unmask.train.StepPhase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times the real training loop of a trial, update by update and part by part, from random weights. */
public final class TrainBench implements AutoCloseable {
    private final Trial trial;
    private final Experiment config;
    private final @Nullable TrainingInput input;
    private final int warmUp;
    private final int steps;
    private final Path scratch;
    private final PlacedNetwork network;
    private @Nullable Path memoryFolder;

    /**
     * Makes the network.
     *
     * @param trial whose settings
     * @param input what it is trained on; null for noise
     * @param warmUp updates of each measurement that do not count
     * @param steps updates that do, at least 1
     * @param scratch a folder for checkpoints
     */
    public TrainBench(Trial trial, @Nullable TrainingInput input, int warmUp, int steps, Path scratch) {
        this.trial = trial;
        this.config = trial.config();
        this.input = input;
        this.warmUp = warmUp;
        this.steps = steps;
        this.scratch = scratch;
        network = PlacedNetwork.of(trial);
    }

    /** What its figures depend on. */
    public BenchSettings settings() {
        return BenchSettings.of(
                "train",
                trial,
                input == null,
                config.train().batchSize(),
                network.device(),
                network.trainingPrecision());
    }

    /**
     * Watches memory, and writes it as a table and a plot into a folder after every measurement.
     *
     * @param plots the folder
     */
    public void watchMemory(Path plots) {
        memoryFolder = plots;
    }

    /** Trains for the given number of updates and tells how long they took. Can be called again, which trains on. */
    public TrainFigures measure() throws IOException, InterruptedException {
        int batches = config.train().accumulate();
        TimedFeed feed = new TimedFeed(feed(), warmUp * batches, steps * batches);
        MemoryGauge memory = network.gauge();
        try (NDManager own = network.manager().newSubManager()) {
            StepClock clock = new StepClock(warmUp, new Barrier(own), memory);
            ShortTraining training = new ShortTraining(config, network.net(), network.parameters(), scratch);
            MemoryTrend trend = memoryFolder == null ? null : watched(training, feed, clock, memoryFolder);
            if (memoryFolder == null) {
                training.run(feed, clock);
            }
            return figures(clock, (double) feed.pictures() / steps, memory.figures(), trend);
        }
    }

    private @Nullable MemoryTrend watched(ShortTraining training, Feed feed, StepClock clock, Path folder)
            throws IOException, InterruptedException {
        MemorySeries series = new MemorySeries(network.manager(), clock);
        training.run(feed, series);
        BenchSettings settings = settings();
        series.write(
                String.format(
                        Locale.ROOT,
                        "%s, batches of %d at %d x %d",
                        settings.network(),
                        settings.batchSize(),
                        settings.sidePixels(),
                        settings.sidePixels()),
                folder);
        return series.trend();
    }

    private Feed feed() {
        return input == null ? new MadeFeed(config, 1) : input.feed();
    }

    private TrainFigures figures(StepClock clock, double pictures, MemoryFigures memory, @Nullable MemoryTrend trend) {
        Spread step = Spread.of(clock.whole());
        double[] split = clock.split();
        boolean gpu = network.device().isGpu();
        return new TrainFigures(
                settings(),
                config.train().accumulate(),
                warmUp,
                steps,
                pictures / step.median(),
                pictures * steps / clock.seconds(),
                step.median(),
                step,
                parts(clock, Arrays.stream(split).sum()),
                gpu && split.length > 0 ? Spread.of(split) : null,
                memory,
                trend);
    }

    private static List<Part> parts(StepClock clock, double all) {
        List<Part> parts = new ArrayList<>();
        for (StepPhase phase : StepPhase.values()) {
            double[] seconds = clock.part(phase);
            if (seconds.length > 0) {
                double share = Arrays.stream(seconds).sum() / all;
                parts.add(new Part(TrainFigures.name(phase), Spread.of(seconds), share));
            }
        }
        return parts;
    }

    @Override
    public void close() {
        network.close();
    }
}
