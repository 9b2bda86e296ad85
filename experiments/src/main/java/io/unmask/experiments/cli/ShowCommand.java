package io.unmask.experiments.cli;

import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.SampleSheet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code unmask show}: training samples as the network sees them. */
@Command(
        name = "show",
        description = {
            "Draw the first training samples of an experiment's first trial after every augmentation, masks outlined,",
            "with their labels: what a setting does, before a day is spent on it. Nothing is trained."
        })
final class ShowCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private ExperimentArguments experiment = new ExperimentArguments();

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
        PrintWriter text = spec.commandLine().getOut();
        Plan plan = experiment.plan(main.reader());
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
