package io.unmask.experiments.bench;

import io.unmask.data.HostBatch;
import io.unmask.experiments.plan.Trial;
import io.unmask.train.Normalise;
import io.unmask.train.Scoring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times how a trial's detector answers, one picture alone and many at once, on noise and from random weights. */
public final class InferBench implements AutoCloseable {
    /** Fewer batches than pictures alone: they take longer and differ less. */
    private static final int BATCHES_PER_RUNS = 5;

    private static final double NANOS = 1e9;

    private final PlacedNetwork network;
    private final List<Integer> batchSizes;
    private final int warmUp;
    private final int runs;

    /**
     * Makes the network.
     *
     * @param trial whose settings
     * @param batchSizes pictures at once, at least one size
     * @param warmUp answers of each size that do not count
     * @param runs answers about one picture that do
     */
    public InferBench(Trial trial, List<Integer> batchSizes, int warmUp, int runs) {
        this.batchSizes = List.copyOf(batchSizes);
        this.warmUp = warmUp;
        this.runs = runs;
        network = PlacedNetwork.of(trial);
    }

    /** What its figures depend on. */
    public BenchSettings settings() {
        return BenchSettings.of(
                "infer",
                network.trial(),
                true,
                Collections.max(batchSizes),
                network.device(),
                network.scoringPrecision());
    }

    /** Asks and tells how long it took. */
    public InferFigures measure() {
        MemoryGauge memory = network.gauge();
        memory.start();
        Spread latency = Spread.of(seconds(1, warmUp, runs));
        List<InferFigures.Throughput> all = new ArrayList<>();
        for (int size : batchSizes) {
            Spread batch = Spread.of(seconds(
                    size, Math.max(1, warmUp / BATCHES_PER_RUNS), Math.max(Rounds.FEWEST, runs / BATCHES_PER_RUNS)));
            all.add(new InferFigures.Throughput(size, size / batch.median(), batch));
        }
        memory.finish();
        double most = all.get(batchSizes.indexOf(Collections.max(batchSizes))).imagesPerSecond();
        return new InferFigures(settings(), most, latency.median(), latency, all, memory.figures());
    }

    private double[] seconds(int size, int before, int count) {
        HostBatch batch = MadeFeed.batch(network.config(), size);
        Normalise normalise = network.config().data().image().normalise();
        double[] seconds = new double[count];
        for (int i = -before; i < count; i++) {
            long began = System.nanoTime();
            Scoring.score(
                    network.net(),
                    network.parameters(),
                    normalise,
                    List.of(batch).iterator(),
                    (scored, scores, masks) -> {});
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - began) / NANOS;
            }
        }
        return seconds;
    }

    @Override
    public void close() {
        network.close();
    }
}
