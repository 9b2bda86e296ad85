package io.unmask.experiments.cli;

import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.run.ExperimentRunner;
import io.unmask.experiments.store.RunFolder;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code unmask run}: trains, evaluates and reports; goes on where an earlier run was interrupted. */
@Command(
        name = "run",
        description = {
            "Run an experiment: train every trial, evaluate it, write tables and plots.",
            "Run again after an interruption, it goes on where it was; on a finished experiment it does nothing."
        })
final class RunCommand implements Callable<Integer> {
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

    @Override
    @SuppressWarnings("try") // held for what its closing does
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Plan plan = experiment.plan(main.reader());
        RunFolder folder = results.folder(plan);
        ExperimentRunner runner = new ExperimentRunner(plan, folder, results.cache(), System.err);
        if (runner.isFinished()) {
            out.println(folder.path() + " is finished (" + plan.trials().size()
                    + " trials); nothing to do. Delete it or use --results DIR to run again.");
            return 0;
        }
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            ExperimentRunner.Outcome outcome = runner.run();
            ReportCommand.print(out, outcome.report(), folder);
            outcome.failures().forEach(failure -> out.println("failed: " + failure));
            return outcome.failures().isEmpty() && outcome.report().refusals().isEmpty() ? 0 : Failures.FAILED;
        } catch (InterruptedException e) {
            System.err.println("interrupted; run the same command again to go on");
            return INTERRUPTED;
        }
    }
}
