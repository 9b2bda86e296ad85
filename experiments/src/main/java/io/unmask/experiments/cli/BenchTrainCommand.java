package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.experiments.bench.NetworkTable;
import io.unmask.experiments.bench.Peer;
import io.unmask.experiments.bench.TrainBench;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.TrainingInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code unmask bench train}: images a second of a training, and where the time goes. */
@Command(
        name = "train",
        description = {
            "Train a trial for some updates from random weights and tell how fast: images a second, the time of an update",
            "split into waiting for data, forward, backward and optimiser, and the peak of memory. Nothing is kept."
        })
final class BenchTrainCommand extends NetworkBenchCommand {
    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "30",
            description = "Updates that count (default ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "5",
            description = "Updates before them that do not (default ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--memory",
            paramLabel = "FOLDER",
            description =
                    "Watch memory over the updates: memory.csv, memory.png and memory.svg, and how fast it grows.")
    private @Nullable Path memory;

    @Mixin
    private NoiseArgument noise = new NoiseArgument();

    @Override
    int measure(Trial trial, Path scratch, @Nullable Peer peer) throws IOException, InterruptedException {
        if (steps < 1 || warmUp < 0) {
            throw new BadInputException(
                    "--steps must be above 0 and --warmup not below, found " + steps + " and " + warmUp);
        }
        TrainingInput input = noise.isWanted() ? null : TrainingInput.load(trial, cache(), System.err);
        try (TrainBench bench = new TrainBench(trial, input, warmUp, steps, scratch)) {
            if (memory != null) {
                bench.watchMemory(Files.createDirectories(memory));
            }
            report(bench.settings(), warmUp, steps, peer, bench::measure, NetworkTable::print);
        }
        return 0;
    }
}
