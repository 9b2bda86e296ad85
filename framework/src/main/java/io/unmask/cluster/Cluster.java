package io.unmask.cluster;

import io.unmask.config.BadInputException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queue of a cluster, of which arrays of tasks are asked. */
public interface Cluster {
    /** What messages call it. */
    String title();

    /**
     * Into how many tasks work is divided.
     *
     * @param parts parts of the work; never 0
     * @param few whether a part is small, so that a task should take several of them
     */
    int tasks(int parts, boolean few);

    /** The memory of a task in MiB; null if nothing is said of it. */
    @Nullable
    Integer memoryMebibytes();

    /** How many tasks an array may have. */
    int longestArray();

    /**
     * Puts an array into the queue. Its script is kept in the folder of the submission, and so is the job's number.
     *
     * @return the number
     * @throws BadInputException if there is no such cluster here, or it refuses; says what to change
     */
    String submit(Submission submission, TaskProgram program, int tasks);

    /**
     * What is in the queue now.
     *
     * @param submissions those that are asked for
     * @return by the name of a submission, its tasks by number; empty if the queue does not answer
     * @throws BadInputException if there is no such cluster here
     */
    @Nullable
    Map<String, Map<Integer, QueuedTask>> queue(Collection<Submission> submissions);

    /**
     * What is in the queue of work that was submitted before. A submission that does not know its job, since the process that
     * submitted it was killed in that moment, knows it afterwards.
     *
     * @param folder what was worked on, for the message
     * @return by the name of a submission, its tasks by number; none for those that have left the queue
     * @throws BadInputException if there is no such cluster here, or the queue does not answer
     */
    default Map<String, Map<Integer, QueuedTask>> stillQueued(Collection<Submission> submissions, Path folder) {
        Map<String, Map<Integer, QueuedTask>> queue = queue(submissions);
        if (queue == null) {
            throw new BadInputException(folder + ": it was submitted before, and " + title()
                    + "'s queue does not answer whether it is still in it. Run again when it does.");
        }
        for (Submission submission : submissions) {
            Map<Integer, QueuedTask> tasks = queue.get(submission.name());
            if (tasks != null && submission.job() == null) {
                submission.submitted(tasks.values().iterator().next().job());
            }
        }
        return queue;
    }

    /** What the cluster knows of a task that has left the queue, in a few words with a cure; empty if nothing. */
    String ending(String job, int task);

    /** The command that takes jobs out of the queue. */
    String cancelling(List<String> jobs);
}
