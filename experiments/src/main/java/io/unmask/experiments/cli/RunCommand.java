package io.unmask.experiments.cli;

import io.unmask.cluster.Cluster;
import io.unmask.cluster.TaskProgram;
import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.run.ClusterProgram;
import io.unmask.experiments.run.ExperimentRunner;
import io.unmask.experiments.run.Jobs;
import io.unmask.experiments.run.TrackerFile;
import io.unmask.experiments.store.RunFolder;
import io.unmask.train.DivergedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "Run again after an interruption, it goes on where it was. A finished experiment is scored on the test sets and"
                    + " under the losses of quality that its file has gained, and nothing is trained again."
        })
final class RunCommand extends ExperimentCommand {
    @Mixin
    private ResultsArguments results = new ResultsArguments();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Trials at a time, each in a process of its own. Default: 1, or with device: gpu:* one a GPU.")
    private @Nullable Integer jobs;

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

    @Option(
            names = "--submit-only",
            description = "With a cluster as executor: submit what is missing and end; run again to collect.")
    private boolean submitOnly;

    @Override
    @SuppressWarnings("try") // held for what its closing does
    public Integer call() {
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
        Cluster cluster = cluster(plan);
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            if (submitOnly && cluster != null) {
                return submit(runner, cluster, program(plan, cluster));
            }
            List<Trial> begun = runner.unfinished();
            ExperimentRunner.Outcome outcome =
                    cluster != null ? runner.run(cluster, program(plan, cluster)) : local(runner, Jobs.of(plan, jobs));
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

    private ExperimentRunner.Outcome local(ExperimentRunner runner, Jobs local) throws InterruptedException {
        return local.apart() ? runner.run(local, Main.class.getName(), arguments()) : runner.run();
    }

    private @Nullable Cluster cluster(Plan plan) {
        Cluster cluster = plan.experiment().cluster();
        if (cluster != null && jobs != null && jobs != 1) {
            throw new BadInputException("--jobs " + jobs + ": is for this machine; with executor: "
                    + Components.nameOf(plan.experiment().executor().getClass()) + " set max_running of the executor");
        }
        if (cluster == null && submitOnly) {
            throw new BadInputException("--submit-only: needs a cluster, such as executor: {slurm: {partition: NAME}}");
        }
        return cluster;
    }

    private ClusterProgram program(Plan plan, Cluster cluster) {
        return new ClusterProgram(
                plan.experiment().executor(), cluster.memoryMebibytes(), Main.class.getName(), submission -> {
                    List<String> words = new ArrayList<>(program().pluginArguments());
                    words.addAll(List.of(
                            "task",
                            submission.folder().toAbsolutePath().normalize().toString(),
                            TaskProgram.TASK));
                    return words;
                });
    }

    private int submit(ExperimentRunner runner, Cluster cluster, ClusterProgram program) {
        List<String> jobs = runner.submit(cluster, program);
        if (jobs.isEmpty()) {
            out().println(
                            "no trial is left to submit; for the report run the same command again without --submit-only");
            return 0;
        }
        out().println("in the queue of " + cluster.title() + ": job " + String.join(", ", jobs)
                + "\nto wait for it, collect and report: run the same command again without --submit-only"
                + "\nto cancel: " + cluster.cancelling(jobs));
        return 0;
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
