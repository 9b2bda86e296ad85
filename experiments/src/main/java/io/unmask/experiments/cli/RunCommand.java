package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.ExperimentRunner;
import io.unmask.experiments.run.TrackerFile;
import io.unmask.experiments.store.RunFolder;
import io.unmask.train.DivergedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code unmask run}: trains, evaluates and reports; goes on where an earlier run was interrupted. */
@Command(
        name = "run",
        description = {
            "Run an experiment: train every trial, evaluate it, write tables and plots.",
            "Run again after an interruption, it goes on where it was; on a finished experiment it does nothing."
        })
final class RunCommand extends ExperimentCommand {
    @Mixin
    private ResultsArguments results = new ResultsArguments();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "Trials at a time, each in a process of its own. Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(
            names = "--append",
            paramLabel = "FILE.csv",
            description = "Add a row for each trial that this run finishes to a CSV of all your runs.")
    private @Nullable Path append;

    @Option(
            names = "--only",
            hidden = true,
            description = "The one trial that a run with several jobs gives this process.")
    private @Nullable String only;

    @Override
    @SuppressWarnings("try") // held for what its closing does
    public Integer call() {
        if (jobs < 1) {
            throw new BadInputException("--jobs " + jobs + ": must be at least 1");
        }
        PrintWriter out = out();
        Plan plan = plan();
        RunFolder folder = results.folder(plan);
        ExperimentRunner runner = new ExperimentRunner(plan, folder, results.cache(), System.err);
        if (only != null) {
            return runOnly(runner, only);
        }
        if (runner.isFinished()) {
            out.println(folder.path() + " is finished (" + plan.trials().size()
                    + " trials); nothing to do. Delete it or use --results DIR to run again.");
            return 0;
        }
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            List<Trial> begun = runner.unfinished();
            ExperimentRunner.Outcome outcome =
                    jobs == 1 ? runner.run() : runner.run(jobs, Main.class.getName(), arguments());
            if (append != null) {
                List<Trial> left = runner.unfinished();
                TrackerFile.append(
                        append,
                        plan,
                        folder,
                        begun.stream().filter(trial -> !left.contains(trial)).toList());
            }
            ReportCommand.print(out, outcome.report(), folder);
            outcome.failures().forEach(failure -> out.println("failed: " + failure));
            return outcome.failures().isEmpty() && outcome.report().refusals().isEmpty() ? 0 : Failures.FAILED;
        } catch (InterruptedException e) {
            System.err.println("interrupted; run the same command again to go on");
            return INTERRUPTED;
        }
    }

    /** Works on one trial until it is done or the process that asked for it is gone. */
    @SuppressWarnings("try") // held for what its closing does
    private static int runOnly(ExperimentRunner runner, String trial) {
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            interrupt.whenInputEnds(System.in);
            runner.runOnly(trial, System.out);
            return 0;
        } catch (DivergedException e) {
            System.err.println(e.getMessage());
            return Failures.FAILED;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }
}
