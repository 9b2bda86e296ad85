package io.unmask.experiments.cli;

import io.unmask.experiments.run.ClusterTask;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code unmask task}: what a task of an array runs on a cluster. Not for people. */
@Command(name = "task", hidden = true, description = "Run the trials of one task of a submitted array.")
final class TaskCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "The submission: results/EXPERIMENT/jobs/N.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Parameters(index = "1", paramLabel = "TASK", description = "The task's number, from 0.")
    private int task;

    @Override
    @SuppressWarnings("try") // held for what its closing does
    public Integer call() {
        try (GracefulInterrupt interrupt = GracefulInterrupt.ofThisThread()) {
            return new ClusterTask(folder, reader(), System.out).run(task) ? 0 : Failures.FAILED;
        } catch (InterruptedException e) {
            System.out.println("told to end; what is done is saved, and the next attempt goes on from it");
            return INTERRUPTED;
        }
    }
}
