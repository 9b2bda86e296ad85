package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.experiments.bench.InferBench;
import io.unmask.experiments.bench.NetworkTable;
import io.unmask.experiments.bench.Peer;
import io.unmask.experiments.plan.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code unmask bench infer}: how long a detector takes to answer. */
@Command(
        name = "infer",
        description = {
            "Ask a trial's detector, with random weights, about noise and tell how fast it answers: one picture alone",
            "(median, p95, p99), and images a second of many at once; from bytes in memory to scores in memory."
        })
final class BenchInferCommand extends NetworkBenchCommand {
    @Option(
            names = "--batches",
            paramLabel = "N,N",
            split = ",",
            defaultValue = "1,8,32",
            description = "Pictures at once (default ${DEFAULT-VALUE}).")
    private List<Integer> batches = List.of();

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Answers about one picture that count, and a fifth as many about each batch (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "10",
            description = "Answers before them that do not (default ${DEFAULT-VALUE}).")
    private int warmUp;

    @Override
    int measure(Trial trial, Path scratch, @Nullable Peer peer) throws IOException, InterruptedException {
        if (runs < 1 || warmUp < 0 || batches.isEmpty() || batches.stream().anyMatch(size -> size < 1)) {
            throw new BadInputException("--runs and --batches must be above 0 and --warmup not below, found " + runs
                    + ", " + batches + " and " + warmUp);
        }
        try (InferBench bench = new InferBench(trial, batches, warmUp, runs)) {
            report(bench.settings(), warmUp, runs, peer, bench::measure, NetworkTable::print);
        }
        return 0;
    }
}
