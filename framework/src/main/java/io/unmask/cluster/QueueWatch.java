package io.unmask.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the queue from time to time for the tasks of some submissions. Not safe for several threads.
 *
 * <p>A task is gone when the queue answers without it. What it wrote may be seen some time later: clients of NFS believe up
 * to a minute what they know of a folder. So nothing is called lost before that time is over, on file systems of that kind.
 */
public final class QueueWatch {
    private static final long SECOND = 1_000_000_000L;
    /** Servers of queues do not like to be asked often: at first each second, then ever less. */
    private static final long MOST_SECONDS = 10;

    private static final long SHARE_OF_TIME = 30;
    /** {@code acdirmax} of NFS is 60 s if nobody changed it. */
    private static final long NETWORK_SECONDS = 65;

    private static final long LOCAL_SECONDS = 2;
    private static final int LAST_LINES = 5;
    private static final List<String> DELAYED = List.of("nfs", "cifs", "smb", "9p", "fuse");

    private final Cluster cluster;
    private final Collection<Submission> submissions;
    private final Consumer<String> say;
    private final long patienceNanos;
    private final long begin = System.nanoTime();
    private final Map<String, Long> goneSince = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private @Nullable Map<String, Map<Integer, QueuedTask>> queue;
    private long asked;

    /**
     * A watch.
     *
     * @param shared the folder that the tasks write to
     * @param say takes what a user should know: tasks that will never begin, a queue that does not answer
     */
    public QueueWatch(Cluster cluster, Collection<Submission> submissions, Path shared, Consumer<String> say) {
        this.cluster = cluster;
        this.submissions = List.copyOf(submissions);
        this.say = say;
        this.patienceNanos = patienceSeconds(shared) * SECOND;
    }

    private static long patienceSeconds(Path shared) {
        try {
            String type = Files.getFileStore(shared).type();
            return DELAYED.stream().anyMatch(type::startsWith) ? NETWORK_SECONDS : LOCAL_SECONDS;
        } catch (IOException e) {
            return NETWORK_SECONDS;
        }
    }

    /** Asks the queue if it is time; says whether it has. */
    public boolean refresh() {
        long now = System.nanoTime();
        long wait = Math.max(SECOND, Math.min(MOST_SECONDS * SECOND, (now - begin) / SHARE_OF_TIME));
        if (asked != 0 && now - asked < wait) {
            return false;
        }
        Map<String, Map<Integer, QueuedTask>> answer = cluster.queue(submissions);
        asked = System.nanoTime();
        if (answer == null) {
            tell(cluster.title() + "'s queue does not answer; results are still looked for");
            return false;
        }
        told.remove(cluster.title() + "'s queue does not answer; results are still looked for");
        queue = answer;
        tellStuck(answer);
        return true;
    }

    private void tell(String line) {
        if (told.add(line)) {
            say.accept(line);
        }
    }

    private void tellStuck(Map<String, Map<Integer, QueuedTask>> answer) {
        answer.values()
                .forEach(tasks -> tasks.values().stream()
                        .filter(QueuedTask::stuck)
                        .forEach(task -> tell("job " + task.job() + " will not begin as things stand: " + task.reason()
                                + ". Cancel it with: " + cluster.cancelling(List.of(task.job()))
                                + ", change the settings of the executor, and run again.")));
    }

    /** A task as it was last seen in the queue; null if it is not there. */
    public @Nullable QueuedTask task(Submission submission, int number) {
        return queue == null
                ? null
                : queue.getOrDefault(submission.name(), Map.of()).get(number);
    }

    /** Whether a task has left the queue, and so long ago that all it has written is seen. */
    public boolean isGone(Submission submission, int number) {
        String key = submission.name() + "_" + number;
        if (queue == null || task(submission, number) != null) {
            goneSince.remove(key);
            return false;
        }
        long since = goneSince.computeIfAbsent(key, task -> System.nanoTime());
        return System.nanoTime() - since > patienceNanos && asked > since;
    }

    /** What is to be said of a task that is gone without having done its work: how it ended, and its last lines. */
    public String lost(Submission submission, int number) {
        String job = String.valueOf(submission.job());
        String known = cluster.ending(job, number);
        Path log = submission.log(number);
        String words = submission.lastWords(number, LAST_LINES).strip();
        return "task " + job + "_" + number + " left the queue without a result"
                + (known.isEmpty() ? "; " + cluster.title() + " knows no more of it" : ": it " + known)
                + (words.isEmpty()
                        ? ". It printed nothing to " + log
                        : ". The end of " + log + ":\n" + words.indent(4).stripTrailing());
    }

    /** Tasks that run. */
    public int running() {
        return queue == null
                ? 0
                : (int) queue.values().stream()
                        .flatMap(tasks -> tasks.values().stream())
                        .filter(QueuedTask::running)
                        .count();
    }

    /** Why tasks wait, in the cluster's words; empty if none does. */
    public String reasons() {
        Set<String> reasons = new TreeSet<>();
        if (queue != null) {
            queue.values()
                    .forEach(tasks -> tasks.values().stream()
                            .filter(task -> !task.running()
                                    && !task.reason().isEmpty()
                                    && !task.reason().equals("None"))
                            .forEach(task -> reasons.add(task.reason())));
        }
        return String.join(", ", reasons);
    }
}
