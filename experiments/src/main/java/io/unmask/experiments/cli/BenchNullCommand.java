package io.unmask.experiments.cli;

import io.unmask.experiments.bench.NullSimulation;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code unmask bench null}: whether tests and intervals keep what they promise. */
@Command(
        name = "null",
        description = {
            "Compare two equally good detectors on many simulated data sets: tests should find a difference in 5 %% of them,",
            "intervals should hold the truth in 95 %. Ends with 1 if a test is off by more than 1 %, an interval by more",
            "than 2 %. A minute or two with the defaults."
        })
final class BenchNullCommand extends Subcommand {
    private static final double TEST_TOLERANCE = 0.01;
    private static final double INTERVAL_TOLERANCE = 0.02;

    @Option(names = "--data-sets", paramLabel = "N", description = "Simulated data sets. Default: 5000.")
    private int dataSets = 5000;

    @Option(names = "--clusters", paramLabel = "N", description = "People a data set. Default: 200.")
    private int clusters = 200;

    @Option(names = "--replicates", paramLabel = "N", description = "Resamples. Default: 1000.")
    private int replicates = 1000;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random. Default: 1.")
    private long seed = 1;

    private boolean failed;

    @Override
    public Integer call() {
        if (dataSets < 1 || clusters < 10 || replicates < 1) {
            throw wrong("a data set, 10 clusters and a resample are the least that can be simulated");
        }
        PrintWriter out = out();
        NullSimulation.Rates rates = new NullSimulation(dataSets, clusters, replicates, seed).run();
        out.println(String.format(
                Locale.ROOT,
                "%d data sets of %d clusters, AUC %.1f, %d resamples, seed %d",
                dataSets,
                clusters,
                NullSimulation.AUC,
                replicates,
                seed));
        out.println();
        test(out, "DeLong, AUC, videos", rates.deLong());
        test(out, "mid-p McNemar, ACC, videos", rates.mcNemar());
        test(out, "cluster bootstrap, AUC, frames", rates.bootstrapAuc());
        test(out, "cluster bootstrap, ACC, frames", rates.bootstrapAccuracy());
        interval(out, "percentile interval, AUC", rates.percentileAuc());
        interval(out, "percentile interval, ACC", rates.percentileAccuracy());
        interval(out, "percentile interval, AUC difference", rates.percentileDifference());
        interval(out, "BCa interval, AUC", rates.bcaAuc());
        interval(out, "BCa interval, ACC", rates.bcaAccuracy());
        interval(out, "BCa interval, AUC difference", rates.bcaDifference());
        return failed ? Failures.FAILED : 0;
    }

    private void test(PrintWriter out, String name, double rate) {
        print(out, name, "rejects", rate, 0.05, TEST_TOLERANCE);
    }

    private void interval(PrintWriter out, String name, double rate) {
        print(out, name, "covers", rate, 0.95, INTERVAL_TOLERANCE);
    }

    private void print(PrintWriter out, String name, String does, double rate, double expected, double tolerance) {
        boolean kept = Math.abs(rate - expected) <= tolerance;
        failed |= !kept;
        out.println(String.format(
                Locale.ROOT,
                "%-38s %-7s %6.2f %% (%.0f ± %.0f)%s",
                name,
                does,
                100 * rate,
                100 * expected,
                100 * tolerance,
                kept ? "" : "  FAILED"));
    }
}
