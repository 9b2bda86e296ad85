package io.unmask.experiments.cli;

import io.unmask.evaluate.Estimate;
import io.unmask.evaluate.Interval;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.bench.StatisticsBench;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code unmask bench statistics}: all metrics of a large test set with their intervals. */
@Command(
        name = "statistics",
        description = {
            "Time all metrics of a large test set with their intervals, from scores in memory.",
            "Every video is a cluster. With the defaults, under a minute on two cores and 2 GB (UNMASK_HEAP=2g)."
        })
final class BenchStatisticsCommand extends Subcommand {
    @Option(names = "--videos", paramLabel = "N", description = "Videos, half of them fake. Default: 100000.")
    private int videos = 100_000;

    @Option(names = "--frames", paramLabel = "N", description = "Frames a video. Default: 100.")
    private int frames = 100;

    @Option(names = "--replicates", paramLabel = "N", description = "Resamples. Default: 1000.")
    private int replicates = 1000;

    @Override
    public Integer call() {
        if (videos < 20 || frames < 1 || replicates < 1 || (long) videos * frames > 1_000_000_000) {
            throw wrong("20 videos, a frame and a resample are the least, a billion frames the most");
        }
        PrintWriter out = out();
        StatisticsBench bench = new StatisticsBench(videos, frames, replicates);
        Scores scores = bench.scores();
        StatisticsBench.Outcome outcome = bench.run(scores);
        outcome.result().metrics().forEach((name, estimate) -> out.println(line(name, estimate)));
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "%d frame scores of %d videos, %d metrics, %d percentile replicates of %d clusters: %.1f s on %d cores"
                        + " (%.1f s of processor time) with a heap of %d MiB",
                scores.size(),
                videos,
                outcome.result().metrics().size(),
                replicates,
                outcome.result().counts().clusters(),
                outcome.seconds(),
                Runtime.getRuntime().availableProcessors(),
                outcome.processorSeconds(),
                Runtime.getRuntime().maxMemory() >> 20));
        return 0;
    }

    private static String line(String name, Estimate estimate) {
        Interval interval = estimate.interval();
        return String.format(
                Locale.ROOT, "%-28s %.5f [%.5f, %.5f]", name, estimate.value(), interval.low(), interval.high());
    }
}
