package io.unmask.experiments.cli;

import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.SampleSheet;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code unmask show}: training samples as the network sees them. */
@Command(
        name = "show",
        description = {
            "Draw the first training samples of an experiment's first trial after every augmentation, masks outlined,",
            "with their labels: what a setting does, before a day is spent on it. Nothing is trained."
        })
final class ShowCommand extends ExperimentCommand {
    @Mixin
    private ResultsArguments results = new ResultsArguments();

    @Option(
            names = "--n",
            paramLabel = "ROWS",
            defaultValue = "16",
            description = "Samples to draw, at most a batch (default ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to; samples.png in the results of the experiment.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        PrintWriter text = out();
        Plan plan = plan();
        Trial trial = plan.trials().get(0);
        Path file = out == null ? results.folder(plan).path().resolve("samples.png") : out;
        try {
            int rows = SampleSheet.write(trial, results.cache(), System.err, count, file);
            text.println(rows + " samples of " + trial.id() + " in " + file);
            return 0;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }
}
