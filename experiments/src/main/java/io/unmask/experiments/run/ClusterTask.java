package io.unmask.experiments.run;

import io.unmask.cluster.Submission;
import io.unmask.config.BadInputException;
import io.unmask.config.ConfigReader;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.TrialClaim;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.train.DivergedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A task of an array on a machine of the cluster: runs its trials, one after the other, from their folders alone. */
public final class ClusterTask {
    private final Submission submission;
    private final ConfigReader reader;
    private final PrintStream log;

    /**
     * A task.
     *
     * @param folder the submission's
     * @param reader what YAML can name
     * @param log takes a line a trial, for the task's log
     */
    public ClusterTask(Path folder, ConfigReader reader, PrintStream log) {
        this.submission = new Submission(folder);
        this.reader = reader;
        this.log = log;
    }

    /**
     * Runs the trials of a task that have no results yet; one that fails does not stop the others.
     *
     * @return whether all have results
     * @throws InterruptedException if the thread was interrupted; the next attempt resumes
     */
    public boolean run(int task) throws InterruptedException {
        TaskList list = TaskList.read(submission);
        List<Integer> own = list.trialsOf(task);
        if (own.isEmpty()) {
            throw new BadInputException(submission.tasks() + ": has no task " + task);
        }
        boolean well = true;
        for (int number : own) {
            TaskList.Entry entry = list.trials().get(number);
            TrialFolder folder = new TrialFolder(Path.of(entry.folder()));
            if (folder.isFinished()) {
                log.println(entry.id() + " has its results");
            } else {
                well &= run(entry, folder, list.cacheFolder(), number);
            }
        }
        return well;
    }

    private boolean run(TaskList.Entry entry, TrialFolder folder, Path cache, int number) throws InterruptedException {
        TaskFailure.delete(submission.failure(number));
        TrialClaim claim = TrialClaim.take(folder.lock());
        log.println(entry.id() + " begins");
        try {
            TrialListener listener = TrialEvents.seldomWriter(line -> {
                claim.require();
                append(submission.events(number), line);
            });
            new TrialRunner(trial(entry, folder), folder, cache, listener).run();
            log.println(entry.id() + " is done");
            return true;
        } catch (BadInputException e) {
            TrialQueue.throwIfInterrupted(entry.id(), e);
            fail(entry, number, new TaskFailure(String.valueOf(e.getMessage()), true));
        } catch (DivergedException e) {
            fail(entry, number, new TaskFailure(String.valueOf(e.getMessage()), false));
        } catch (TrialClaim.LostException e) {
            log.println(e.getMessage());
        }
        return false;
    }

    private void fail(TaskList.Entry entry, int number, TaskFailure failure) {
        log.println(entry.id() + " failed: " + failure.why());
        failure.write(submission.failure(number));
    }

    /** The trial, from the settings in its folder. */
    private Trial trial(TaskList.Entry entry, TrialFolder folder) {
        Trial alone =
                Plan.read(reader, folder.trialYaml(), entry.settings()).trials().get(0);
        return new Trial(entry.variant(), entry.choices(), alone.compression(), alone.seed(), alone.config());
    }

    /** Opened and closed for each line, since other machines see what a file was when it was closed. */
    private static void append(Path file, String line) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // Shown on the login node alone; no result depends on it.
        }
    }
}
