package io.unmask.experiments.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Split;
import io.unmask.experiments.plan.DataSettings;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import io.unmask.train.Torch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an experiment will take of time and disk, as far as it can be known before. */
final class Cost {
    /** Weights; weights with two moments and an average of them to resume from. */
    private static final int VALUES_KEPT = 1 + 4;

    private static final int TIMED_STEPS = 3;
    private static final double NANOS = 1e9;

    private final Path cache;
    private final Map<String, Seconds> measured = new HashMap<>();
    private final Map<String, Integer> counted = new HashMap<>();

    /**
     * What one picture takes.
     *
     * @param training forward and backward
     * @param scoring forward alone
     */
    private record Seconds(double training, double scoring) {}

    /**
     * Costs.
     *
     * @param cache where made data is, since sources may look there
     */
    Cost(Path cache) {
        this.cache = cache;
    }

    /** Bytes of all checkpoints, at most: those of the optimisers with most to remember. */
    static long checkpointBytes(Plan plan) {
        return run(plan).stream()
                .mapToLong(trial -> {
                    DetectorNet net =
                            trial.config().model().build(trial.config().data().input());
                    return net.trainedSize() * Float.BYTES * VALUES_KEPT;
                })
                .sum();
    }

    /** Different data that is made or compressed for the trials, once each. */
    static long dataSets(Plan plan) {
        Set<String> distinct = new LinkedHashSet<>();
        for (Trial trial : run(plan)) {
            DataSettings data = trial.config().data();
            distinct.add(data.train() + " " + data.validation() + " " + data.test() + " " + trial.compression() + " "
                    + trial.seed());
        }
        return distinct.size();
    }

    /** Trials that are really run. */
    static List<Trial> run(Plan plan) {
        return plan.trials().stream()
                .filter(trial -> plan.original(trial).equals(trial))
                .toList();
    }

    /**
     * Seconds of the networks of a trial on this machine: a few steps of each distinct network are timed, and multiplied by
     * the pictures. What the making of data takes is not in it.
     *
     * @throws io.unmask.config.BadInputException if data is missing, so that its pictures cannot be counted
     */
    double seconds(Trial trial) {
        Experiment config = trial.config();
        DataSettings data = config.data();
        long train = pictures(trial, Split.TRAIN, data.train());
        long validation = pictures(trial, Split.VAL, data.validation());
        long test = 0;
        for (DataSource source : data.test().values()) {
            test += pictures(trial, Split.TEST, source);
        }
        Seconds each = measured(trial);
        Integer limit = config.train().maximumSteps();
        double passes = (double) config.train().epochs() * train;
        if (limit != null) {
            passes = Math.min(
                    passes,
                    (double) limit * config.train().batchSize() * config.train().accumulate());
        }
        return passes * each.training
                + (config.train().epochs() + 1.0) * validation * each.scoring
                + test * each.scoring;
    }

    private int pictures(Trial trial, Split split, DataSource source) {
        Compression level = source.levelIn(trial.compression());
        DataSettings data = trial.config().data();
        String key = source + " " + split + " " + level + " " + data.clip();
        Integer known = counted.get(key);
        if (known == null) {
            Seeds seeds = trial.dataSeeds();
            List<Clip> clips = source.clips(new DataRequest(split, level, seeds, cache));
            // Training sees one clip of a video.
            known = data.clip() != null && split == Split.TRAIN ? clips.size() : data.samples(clips);
            counted.put(key, known);
        }
        return known;
    }

    private Seconds measured(Trial trial) {
        String key = trial.config().model() + " " + trial.config().data().input() + " "
                + trial.config().train().batchSize() + " " + trial.config().resolvedThreads();
        Seconds known = measured.get(key);
        if (known == null) {
            known = measure(trial);
            measured.put(key, known);
        }
        return known;
    }

    private static Seconds measure(Trial trial) {
        Experiment config = trial.config();
        Torch.start(config.resolvedThreads());
        Device device = Torch.device(config.device());
        int pictures = config.train().batchSize();
        try (NDManager manager = NDManager.newBaseManager(device)) {
            DetectorNet net = config.model().build(config.data().input());
            Parameters parameters =
                    Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1).child("weights"));
            SyntheticBatch batch =
                    new SyntheticBatch(config.model(), pictures, config.data().input());
            double training = timed(() -> batch.train(net, parameters));
            double scoring = timed(() -> {
                Torch.recordNothing();
                try (NDManager scratch = manager.newSubManager()) {
                    net.fakeScore(net.forward(batch.inputs(scratch), Pass.evaluation()))
                            .toFloatArray();
                }
            });
            return new Seconds(training / pictures, scoring / pictures);
        }
    }

    /** The fastest of a few rounds after one that warms up. */
    private static double timed(Runnable work) {
        work.run();
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TIMED_STEPS; i++) {
            long start = System.nanoTime();
            work.run();
            fastest = Math.min(fastest, (System.nanoTime() - start) / NANOS);
        }
        return fastest;
    }
}
