package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.cluster.Cluster;
import io.unmask.cluster.Local;
import io.unmask.cluster.QueuedTask;
import io.unmask.cluster.Submission;
import io.unmask.cluster.TaskProgram;
import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.experiments.store.RunFolder;
import io.unmask.experiments.store.TrialClaim;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Trials as tasks of a cluster, whose nodes are this process. */
class ClusterRunTest extends TinyRuns {
    private static final ClusterProgram PROGRAM =
            new ClusterProgram(new Local(), null, "Main", submission -> List.of());

    /** A queue in which tasks stay until they are told to run; they run when the queue is asked. */
    private final class Nodes implements Cluster {
        private final Map<String, Map<Integer, QueuedTask>> queue = new LinkedHashMap<>();
        private final Map<String, Submission> submissions = new LinkedHashMap<>();
        private final int tasks;
        private boolean answers = true;
        private boolean works = true;

        Nodes(int tasks) {
            this.tasks = tasks;
        }

        @Override
        public String title() {
            return "The cluster";
        }

        @Override
        public int tasks(int parts, boolean small) {
            return Math.min(parts, tasks);
        }

        @Override
        public @Nullable Integer memoryMebibytes() {
            return null;
        }

        @Override
        public int longestArray() {
            return 3;
        }

        @Override
        public String submit(Submission submission, TaskProgram program, int count) {
            String job = String.valueOf(100 + submissions.size());
            Map<Integer, QueuedTask> waiting = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                waiting.put(i, new QueuedTask(job, false, "Resources", false, ""));
            }
            queue.put(submission.name(), waiting);
            submissions.put(submission.name(), submission);
            submission.submitted(job);
            return job;
        }

        @Override
        public @Nullable Map<String, Map<Integer, QueuedTask>> queue(Collection<Submission> asked) {
            Map<String, Map<Integer, QueuedTask>> answer = new LinkedHashMap<>();
            queue.forEach((name, waiting) -> answer.put(name, Map.copyOf(waiting)));
            if (works) {
                queue.forEach((name, waiting) -> waiting.keySet().removeIf(task -> run(submissions.get(name), task)));
            }
            return answers ? answer : null;
        }

        private boolean run(Submission submission, int task) {
            try {
                new ClusterTask(submission.folder(), new ConfigReader(Components.builtIn(), Map.of()), silent())
                        .run(task);
                return true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** As scancel does. */
        void cancel() {
            queue.clear();
        }

        @Override
        public String ending(String job, int task) {
            return "was cancelled";
        }

        @Override
        public String cancelling(List<String> jobs) {
            return "cancel " + String.join(" ", jobs);
        }
    }

    private static PrintStream silent() {
        return new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private static final String[] SIX = {"train.epochs=1", "seeds=[1, 2, 3]"};

    private Map<String, byte[]> results(String results) throws Exception {
        Map<String, byte[]> files = new TreeMap<>(lastingFiles(results));
        files.keySet().removeIf(name -> name.startsWith("tiny/jobs/"));
        return files;
    }

    private List<Submission> submissions(String results) {
        return Submission.all(new RunFolder(folder.resolve(results).resolve("tiny")).jobs());
    }

    @Test
    void trialsOfTasks_leaveWhatTrialsOfThisProcessLeave() throws Exception {
        var outcome = runner("cluster", SIX).run(new Nodes(4), PROGRAM);
        assertEquals(List.of(), outcome.failures());
        assertEquals(6, outcome.trained());
        // Four tasks, but three at most in an array.
        assertEquals(2, submissions("cluster").size());
        runner("local", SIX).run();
        assertSame(results("local"), results("cluster"));
        assertTrue(runner("cluster", SIX).isFinished());
    }

    @Test
    void submitted_isCollected_andNothingIsSubmittedTwice() throws Exception {
        Nodes nodes = new Nodes(3);
        nodes.works = false;
        assertEquals(List.of("100"), runner("cluster", SIX).submit(nodes, PROGRAM));
        assertEquals(List.of("100"), runner("cluster", SIX).submit(nodes, PROGRAM));
        // As left by a process that was killed before it knew the number.
        Files.delete(submissions("cluster").get(0).folder().resolve("job"));
        nodes.works = true;
        assertEquals(6, runner("cluster", SIX).run(nodes, PROGRAM).trained());
        assertEquals(1, submissions("cluster").size());
        assertEquals("100", submissions("cluster").get(0).job());
    }

    @Test
    void lostAndFailedTrials_areNamed_andSubmittedOnceMore() throws Exception {
        Nodes nodes = new Nodes(6);
        String mad = "sweep={rate: {mad: {train.optimizer: {sgd: {learning_rate: 1e30}}}, sane: {}}}";
        var failed = runner("failing", mad, "train.epochs=1").run(nodes, PROGRAM);
        assertEquals(1, failed.trained());
        assertTrue(
                failed.failures().get(0).startsWith("mad/raw/seed-1: the loss became NaN"),
                failed.failures().toString());
        nodes.works = false;
        runner("failing", mad, "train.epochs=1").submit(nodes, PROGRAM);
        nodes.cancel();
        nodes.works = true;
        // What has failed before may go well now: it is tried again, and only it.
        assertEquals(
                1,
                runner("failing", mad, "train.epochs=1")
                        .run(nodes, PROGRAM)
                        .failures()
                        .size());
        assertEquals(3, submissions("failing").size());
        assertEquals(1, TaskList.read(submissions("failing").get(2)).trials().size());
    }

    @Test
    void aTaskThatLeavesTheQueue_isSaidToBeLost_withItsLog() throws Exception {
        Nodes nodes = new Nodes(6);
        nodes.works = false;
        runner("lost", SIX).submit(nodes, PROGRAM);
        Submission submission = submissions("lost").get(0);
        Files.writeString(submission.log(0), "a\nb\nc\nd\ne\nf: killed\n");
        Thread cancels = new Thread(() -> {
            try {
                Thread.sleep(1500);
            } catch (InterruptedException e) {
                return;
            }
            nodes.cancel();
        });
        cancels.start();
        List<String> failures = runner("lost", SIX).run(nodes, PROGRAM).failures();
        cancels.join();
        assertEquals(6, failures.size());
        assertTrue(
                failures.get(0).contains("task 100_0 left the queue without a result: it was cancelled"),
                failures.get(0));
        assertTrue(failures.get(0).endsWith("logs/0.log:\n    b\n    c\n    d\n    e\n    f: killed"), failures.get(0));
    }

    @Test
    void otherSettingsThanThoseInTheQueue_orAQueueThatIsSilent_changeNothing() throws Exception {
        Nodes nodes = new Nodes(6);
        nodes.works = false;
        runner("cluster", SIX).submit(nodes, PROGRAM);
        Path settings = folder.resolve("cluster/tiny/trials/base/raw/seed-1/trial.yaml");
        String before = Files.readString(settings);
        String[] others = {"train.epochs=2", "seeds=[1, 2, 3]"};
        BadInputException refused = assertThrows(
                BadInputException.class, () -> runner("cluster", others).run(nodes, PROGRAM));
        assertTrue(refused.getMessage().contains("cancel 100"), refused.getMessage());
        assertTrue(refused.getMessage().contains("there:  epochs: 1"), refused.getMessage());
        assertEquals(before, Files.readString(settings));
        nodes.answers = false;
        BadInputException silent = assertThrows(
                BadInputException.class, () -> runner("cluster", SIX).run(nodes, PROGRAM));
        assertTrue(silent.getMessage().contains("queue does not answer"), silent.getMessage());
        assertEquals(2, submissions("cluster").size());
    }

    @Test
    void whoeverTookATrialLast_worksOnIt() throws Exception {
        Path lock = folder.resolve("trial/.lock");
        TrialClaim first = TrialClaim.take(lock);
        first.require();
        Files.writeString(lock, "7 of another machine\n");
        TrialClaim.LostException lost = assertThrows(TrialClaim.LostException.class, first::require);
        assertTrue(
                lost.getMessage().contains("process 7 of another machine works on this trial now"), lost.getMessage());
        TrialClaim.take(lock).require();
        assertFalse(Files.readString(lock).contains("another"));
    }
}
