package io.unmask.experiments.cli;

import ai.djl.ndarray.NDManager;
import io.unmask.config.BadInputException;
import io.unmask.experiments.bench.BareNetwork;
import io.unmask.experiments.bench.BareTraining;
import io.unmask.train.Torch;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask bench bare}: the training step of plain DJL, for {@code bench train --against}. */
@Command(
        name = "bare",
        description = {
            "Time the training step of a network that is written down in plain DJL, with no framework around it: a peer for",
            "`unmask bench train --against`, which says how much Unmask adds. Prints a JSON object. What is not given is",
            "read from the environment that `bench train` makes."
        })
final class BenchBareCommand extends Subcommand {
    @Parameters(paramLabel = "NETWORK", description = "One of ${COMPLETION-CANDIDATES}.")
    private BareNetwork network = BareNetwork.RESNET18;

    @Option(names = "--batch", defaultValue = "${env:UNMASK_BENCH_BATCH:-32}", description = "Pictures a step.")
    private int batch;

    @Option(names = "--side", defaultValue = "${env:UNMASK_BENCH_SIDE:-128}", description = "Side of the pictures.")
    private int side;

    @Option(names = "--threads", defaultValue = "${env:UNMASK_BENCH_THREADS:-1}", description = "Threads of libtorch.")
    private int threads;

    @Option(
            names = "--warmup",
            defaultValue = "${env:UNMASK_BENCH_WARMUP:-3}",
            description = "Steps that do not count.")
    private int warmUp;

    @Option(names = "--steps", defaultValue = "${env:UNMASK_BENCH_STEPS:-10}", description = "Steps that do.")
    private int steps;

    @Override
    public Integer call() {
        if (batch < 1 || side < 32 || threads < 1 || warmUp < 0 || steps < 1) {
            throw new BadInputException(
                    "--batch, --threads and --steps must be above 0, --warmup not below, --side from 32");
        }
        Torch.start(threads);
        double[] seconds = new double[steps];
        try (NDManager manager = NDManager.newBaseManager(Torch.device("cpu"));
                BareTraining training = new BareTraining(network, manager, batch, side)) {
            Torch.recordNothing();
            for (int i = -warmUp; i < steps; i++) {
                long began = System.nanoTime();
                training.step();
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - began) / 1e9;
                }
            }
        }
        Arrays.sort(seconds);
        double median = (seconds[(steps - 1) / 2] + seconds[steps / 2]) / 2;
        out().println(String.format(
                Locale.ROOT,
                "{\"seconds\": %.6f, \"images_per_second\": %.3f, \"threads\": %d, \"batch_size\": %d, \"side_pixels\": %d}",
                median,
                batch / median,
                threads,
                batch,
                side));
        return 0;
    }
}
