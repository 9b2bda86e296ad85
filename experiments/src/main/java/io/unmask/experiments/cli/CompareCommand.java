package io.unmask.experiments.cli;

import io.unmask.data.Compression;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.Resampling;
import io.unmask.experiments.run.Comparison;
import io.unmask.experiments.store.RunFolder;
import io.unmask.report.Report;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask compare}: finished experiments, or scores of any tool, side by side with paired tests. */
@Command(
        name = "compare",
        description = {
            "Compare finished experiments, or files of scores of any tool, on the same samples: the tables and paired tests of"
                    + " a report.",
            "What was not measured on the same samples by the same protocol is refused, with the reason."
        })
final class CompareCommand extends Subcommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "RESULTS",
            description = {
                "A folder of results (results/NAME), a file of scores of a trial, or a CSV of another tool with the columns",
                "id, label (0 or 1) and score (probability of being fake), and if known video, frame, identity."
            })
    private List<Path> inputs = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = "The detector that the others are compared with; the first one when left out.")
    private @Nullable String baseline;

    @Option(names = "--set", paramLabel = "NAME", description = "Only this test set.")
    private @Nullable String set;

    @Option(names = "--compression", paramLabel = "LEVEL", description = "Only this level: raw, hq or lq.")
    private @Nullable Compression compression;

    @Option(
            names = "--anyway",
            description =
                    "Compare on the samples that all share where they differ, and other protocols; the tables say so.")
    private boolean anyway;

    @Option(
            names = "--aggregate",
            paramLabel = "HOW",
            defaultValue = "mean",
            description =
                    "How scores of frames become that of their video: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Aggregate aggregate = Aggregate.MEAN;

    @Option(
            names = "--replicates",
            paramLabel = "N",
            defaultValue = "" + Resampling.DEFAULT_REPLICATES,
            description = "Resamples behind each interval. Default: ${DEFAULT-VALUE}.")
    private int replicates;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "results/comparison",
            description = "Folder for tables and plots. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("results/comparison");

    @Override
    public Integer call() {
        Comparison.Settings settings =
                new Comparison.Settings(inputs, baseline, set, compression, anyway, aggregate, replicates);
        Report report = Comparison.write(reader(), settings, out);
        ReportCommand.print(out(), report, new RunFolder(out));
        return report.refusals().isEmpty() ? 0 : Failures.FAILED;
    }
}
