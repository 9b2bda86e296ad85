package io.unmask.experiments.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.data.Feed;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.TrainingInput;
import io.unmask.experiments.store.Provenance;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.StepPhase;
import io.unmask.train.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times the real training loop of a trial, update by update and part by part, from random weights. */
public final class TrainBench implements AutoCloseable {
    private final Trial trial;
    private final Experiment config;
    private final @Nullable TrainingInput input;
    private final int warmUp;
    private final int steps;
    private final Path scratch;
    private final long before;
    private final NDManager manager;
    private final DetectorNet net;
    private final Parameters parameters;

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
        Torch.start(config.resolvedThreads());
        before = Provenance.residentMebibytes();
        manager = NDManager.newBaseManager(Torch.device(config.device()));
        net = config.model().build(config.data().input());
        parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
    }

    /** What its figures depend on. */
    public BenchSettings settings() {
        return BenchSettings.of("train", trial, input == null, config.train().batchSize(), manager.getDevice(), "fp32");
    }

    /** Trains for the given number of updates and tells how long they took. Can be called again, which trains on. */
    public TrainFigures measure() throws IOException, InterruptedException {
        int batches = config.train().accumulate();
        TimedFeed feed = new TimedFeed(feed(), warmUp * batches, steps * batches);
        MemoryGauge memory = new MemoryGauge(manager.getDevice(), before);
        try (NDManager own = manager.newSubManager()) {
            StepClock clock = new StepClock(warmUp, new Barrier(own), memory);
            new ShortTraining(config, net, parameters, scratch).run(feed, clock);
            return figures(clock, (double) feed.pictures() / steps, memory.figures());
        }
    }

    private Feed feed() {
        return input == null ? new MadeFeed(config, 1) : input.feed();
    }

    private TrainFigures figures(StepClock clock, double pictures, MemoryFigures memory) {
        Spread step = Spread.of(clock.whole());
        double[] split = clock.split();
        boolean gpu = manager.getDevice().isGpu();
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
                memory);
    }

    private static List<TrainFigures.Part> parts(StepClock clock, double all) {
        List<TrainFigures.Part> parts = new ArrayList<>();
        for (StepPhase phase : StepPhase.values()) {
            double[] seconds = clock.part(phase);
            if (seconds.length > 0) {
                double share = Arrays.stream(seconds).sum() / all;
                parts.add(new TrainFigures.Part(TrainFigures.name(phase), Spread.of(seconds), share));
            }
        }
        return parts;
    }

    @Override
    public void close() {
        manager.close();
    }
}
