package io.unmask.experiments.run;

import io.unmask.cluster.Cluster;
import io.unmask.cluster.Submission;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.RunFolder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Trials as tasks of a cluster. The trials' folders are the truth: a trial with a manifest is done, whoever ran it. What was
 * submitted is kept in the run folder, so that a process that was killed loses nothing: the next one finds the tasks that are
 * still in the queue, waits for them, and submits only trials that have neither a result nor a task.
 */
final class ClusterTrials {
    private final Cluster cluster;
    private final RunFolder folder;
    private final Path cache;
    private final ClusterProgram program;
    private final PrintStream log;

    ClusterTrials(Cluster cluster, RunFolder folder, Path cache, ClusterProgram program, PrintStream log) {
        this.cluster = cluster;
        this.folder = folder;
        this.cache = cache;
        this.program = program;
        this.log = log;
    }

    /**
     * A trial that a task works on.
     *
     * @param submission its array
     * @param number the trial's number in it
     * @param task the task's
     */
    record Part(Trial trial, Submission submission, int number, int task) {}

    /** Submits trials, in as many arrays as the cluster's limit asks for. */
    List<Part> submit(List<Trial> trials) {
        List<Part> parts = new ArrayList<>();
        if (trials.isEmpty()) {
            return parts;
        }
        int tasks = cluster.tasks(trials.size(), false);
        int longest = cluster.longestArray();
        int arrays = (tasks + longest - 1) / longest;
        for (int i = 0; i < arrays; i++) {
            int first = (int) ((long) trials.size() * i / arrays);
            int end = (int) ((long) trials.size() * (i + 1) / arrays);
            int share = Math.min(end - first, (int) ((long) tasks * (i + 1) / arrays - (long) tasks * i / arrays));
            parts.addAll(submitArray(trials.subList(first, end), share));
        }
        return parts;
    }

    private List<Part> submitArray(List<Trial> trials, int tasks) {
        Submission submission = Submission.create(folder.jobs());
        TaskList list = new TaskList(
                cache.toAbsolutePath().normalize().toString(),
                tasks,
                trials.stream().map(trial -> TaskList.Entry.of(trial, folder)).toList());
        list.write(submission);
        String job = cluster.submit(submission, program.of(submission), tasks);
        log.println("submitted " + trials.size() + (trials.size() == 1 ? " trial" : " trials") + " to "
                + cluster.title() + " as job " + job + (tasks < trials.size() ? " (" + tasks + " tasks)" : "")
                + "; script and logs in " + submission.folder());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            parts.add(new Part(trials.get(i), submission, i, list.task(i)));
        }
        return parts;
    }

    /** The numbers of the jobs of some trials. */
    static List<String> jobs(List<Part> parts) {
        return parts.stream()
                .map(part -> part.submission().job())
                .filter(job -> job != null)
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    /**
     * Submits the trials that are not in the queue and waits until all have a result or have failed.
     *
     * @param queued those that are
     * @throws InterruptedException if this thread was interrupted; the tasks go on
     */
    List<TrialQueue.Failure> run(List<Trial> trials, List<Part> queued, Board board) throws InterruptedException {
        List<Part> parts = new ArrayList<>(queued);
        if (!queued.isEmpty()) {
            board.say(queued.size() + " of " + trials.size() + " trials are in the queue already: " + cluster.title()
                    + " job " + String.join(", ", jobs(queued)));
        }
        parts.addAll(submit(missing(trials, queued)));
        try {
            return new ClusterWait(cluster, folder, parts, board).run();
        } catch (InterruptedException e) {
            List<String> jobs = jobs(parts);
            board.say(cluster.title() + " goes on with job " + String.join(", ", jobs)
                    + "; run the same command again to collect, or cancel with: " + cluster.cancelling(jobs));
            throw e;
        }
    }

    /** Those that are in no queue. */
    static List<Trial> missing(List<Trial> trials, List<Part> queued) {
        Set<String> there = queued.stream().map(part -> part.trial().id()).collect(Collectors.toSet());
        return trials.stream().filter(trial -> !there.contains(trial.id())).toList();
    }
}
