package io.unmask.experiments.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.run.TrainingInput;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;

/** Trains the network of an experiment for some seconds and sees how long it waits for pictures. */
final class TrainingWait {
    private static final int UNCOUNTED = 3;
    private static final int FEWEST_STEPS = 5;
    private static final int MOST_STEPS = 1000;

    private final TrainingInput input;
    private final Experiment config;
    private final Device device;
    private final Path scratch;

    /** A measurement that writes its checkpoints into a folder. */
    TrainingWait(TrainingInput input, Device device, Path scratch) {
        this.input = input;
        this.config = input.config();
        this.device = device;
        this.scratch = scratch;
    }

    InputFigures.Waiting measure(double seconds) throws IOException, InterruptedException {
        try (NDManager manager = NDManager.newBaseManager(device)) {
            DetectorNet net = config.model().build(config.data().input());
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            TimedFeed first = train(net, parameters, FEWEST_STEPS);
            double perStep = first.seconds() / FEWEST_STEPS;
            int steps = (int) Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, seconds / perStep));
            TimedFeed feed = train(net, parameters, steps);
            return new InputFigures.Waiting(
                    ShortTraining.network(config),
                    config.data().image().sidePixels(),
                    config.train().batchSize(),
                    device.toString(),
                    steps,
                    feed.pictures() / feed.seconds(),
                    feed.waitingShare());
        }
    }

    private TimedFeed train(DetectorNet net, Parameters parameters, int steps)
            throws IOException, InterruptedException {
        int batches = config.train().accumulate();
        TimedFeed feed = new TimedFeed(input.feed(), UNCOUNTED * batches, steps * batches);
        new ShortTraining(config, net, parameters, scratch).run(feed, new TrainingListener() {
            @Override
            public void step(StepProgress progress) {
                if (progress.step() == progress.steps()) {
                    feed.finish();
                }
            }
        });
        return feed;
    }
}
