package io.unmask.experiments.bench;

import io.unmask.data.Clip;
import io.unmask.evaluate.ValidationMetrics;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.TrialScores;
import io.unmask.train.Scoring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times how a trial scores its validation pictures, from random weights. */
public final class EvaluateBench implements AutoCloseable {
    private static final List<String> PARTS =
            List.of("waiting for data", "to the device, network", "scores and metrics");

    private final PlacedNetwork network;
    private final @Nullable List<Clip> clips;
    private final int images;
    private final int warmUp;
    private final int passes;

    /**
     * Makes the network.
     *
     * @param trial whose settings
     * @param clips what is scored; null for noise
     * @param images how many pictures of noise
     * @param warmUp passes of each measurement that do not count
     * @param passes that do, at least 1
     */
    public EvaluateBench(Trial trial, @Nullable List<Clip> clips, int images, int warmUp, int passes) {
        this.clips = clips;
        this.images = images;
        this.warmUp = warmUp;
        this.passes = passes;
        network = PlacedNetwork.of(trial);
    }

    /** What its figures depend on. */
    public BenchSettings settings() {
        Experiment config = network.config();
        return BenchSettings.of(
                "evaluate",
                network.trial(),
                clips == null,
                config.train().batchSize(),
                network.device(),
                network.scoringPrecision());
    }

    /** Scores and tells how long it took. */
    public EvaluateFigures measure() {
        MemoryGauge memory = network.gauge();
        List<ScoringClock> clocks = new ArrayList<>();
        for (int i = -warmUp; i < passes; i++) {
            if (i == 0) {
                memory.start();
            }
            ScoringClock clock = new ScoringClock();
            pass(clock);
            clock.finish();
            if (i >= 0) {
                clocks.add(clock);
            }
        }
        memory.finish();
        return figures(clocks, memory.figures());
    }

    private void pass(ScoringClock clock) {
        Experiment config = network.config();
        if (clips == null) {
            int batches = Math.max(1, images / config.train().batchSize());
            Scoring.score(
                    network.net(),
                    network.parameters(),
                    config.data().image().normalise(),
                    clock.watched(new MadeFeed(config, batches).epoch(0, 0)),
                    (batch, scores, masks) -> clock.scored(batch.size()));
        } else {
            TrialScores scorer = new TrialScores(config, network.net(), network.parameters());
            ValidationMetrics.of(scorer.plain(clips, clock), config.report().aggregate());
        }
    }

    private EvaluateFigures figures(List<ScoringClock> clocks, MemoryFigures memory) {
        double[] seconds = clocks.stream()
                .mapToDouble(clock -> Arrays.stream(clock.parts()).sum())
                .toArray();
        double all = Arrays.stream(seconds).sum();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < PARTS.size(); i++) {
            int part = i;
            double[] each =
                    clocks.stream().mapToDouble(clock -> clock.parts()[part]).toArray();
            parts.add(
                    new Part(PARTS.get(i), Spread.of(each), Arrays.stream(each).sum() / all));
        }
        Spread pass = Spread.of(seconds);
        int pictures = clocks.get(0).pictures();
        return new EvaluateFigures(settings(), pictures, pictures / pass.median(), pass.median(), pass, parts, memory);
    }

    @Override
    public void close() {
        network.close();
    }
}
