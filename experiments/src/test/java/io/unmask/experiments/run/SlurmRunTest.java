package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.unmask.experiments.run.SlurmNodes.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on a real Slurm of two nodes: the results are those of this machine, whatever happens to the nodes. */
@Tag("external")
@Timeout(900)
class SlurmRunTest extends TinyRuns {
    /** Long enough to be disturbed in the middle. */
    private static final String[] LONG = {"train.epochs=120", "seeds=[1, 2]"};

    private static final String[] MANY = {"train.epochs=1", "seeds=[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"};

    /** What a task says that was told that its time is over. */
    private static final String BACK = "-- out of time; goes back into the queue";

    @TempDir
    static Path machine;

    private static SlurmNodes slurm;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Assumptions.assumeTrue(SlurmNodes.canStart(), ".ci/slurm install has not been run");
        slurm = new SlurmNodes(machine.resolve("slurm"));
    }

    @BeforeEach
    void bothNodesAreIdle() throws Exception {
        await(
                "two idle nodes",
                () -> slurm.slurm("sinfo", "-h", "-N", "-p", "main", "-t", "idle", "-o", "%N")
                                .text()
                                .lines()
                                .count()
                        == 2);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (slurm != null) {
            slurm.close();
        }
    }

    @Override
    String experiment() {
        return EXPERIMENT.replace("[raw, lq]", "[raw, lq]}, more: {one: {}, two: {train.batch_size: 2}")
                + "executor: {slurm: {partition: main}}\n";
    }

    private Process start(String results, String[] overrides, String... more) throws IOException {
        return slurm.unmask(Stream.of(
                        Stream.of(
                                "run",
                                file.toString(),
                                "--results",
                                folder.resolve(results).toString()),
                        Stream.of("--cache", folder.resolve("cache").toString()),
                        Stream.of(overrides).flatMap(setting -> Stream.of("-s", setting)),
                        Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private Answer run(String results, String[] overrides, String... more) throws IOException, InterruptedException {
        return SlurmNodes.answer(start(results, overrides, more));
    }

    /** Everything that the place of the work must not change. */
    private Map<String, byte[]> resultsOf(String results) throws IOException {
        Map<String, byte[]> files = new TreeMap<>(lastingFiles(results));
        // The page says how many cores there were.
        files.keySet()
                .removeIf(name -> name.startsWith("tiny/jobs/")
                        || List.of("tiny/experiment.yaml", "tiny/report.html").contains(name));
        return files;
    }

    private Map<String, byte[]> local(String... overrides) throws Exception {
        runner("local", overrides).run();
        return resultsOf("local");
    }

    private static void await(String what, Callable<Boolean> happens) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (!happens.call()) {
            if (System.nanoTime() > end) {
                fail("waited in vain for: " + what + "\n" + slurm.state());
            }
            Thread.sleep(100);
        }
    }

    private Path trial(String results, String id) {
        return folder.resolve(results).resolve("tiny/trials").resolve(id);
    }

    /** Waits until two trials have trained some epochs, and gives the job's number. */
    private String underWay(String results) throws Exception {
        await("two checkpoints", () -> checkpoints(results) >= 2);
        return Files.readString(folder.resolve(results).resolve("tiny/jobs/1/job"))
                .strip();
    }

    /** A task of a job that runs now. */
    private static String running(String job) throws Exception {
        String[] task = {""};
        await("a running task", () -> {
            task[0] = slurm.slurm("squeue", "-h", "-t", "R", "-o", "%i", "-j", job)
                    .text()
                    .lines()
                    .findFirst()
                    .orElse("");
            return task[0].startsWith(job);
        });
        return task[0];
    }

    private static boolean queued(String job) throws IOException, InterruptedException {
        return slurm.slurm("squeue", "-h", "-o", "%i").text().lines().anyMatch(job::equals);
    }

    private static int scancel(String job) {
        try {
            return slurm.slurm("scancel", job).code();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Tells a task what Slurm tells it a minute before its time is over; false if it ended before it heard it.
     *
     * <p>The task leaves for the queue at once, and {@code scancel} would go on asking for it: it is not waited for, since the
     * other tasks end meanwhile.
     */
    private boolean takesSignal(String task) throws Exception {
        Process signal = slurm.start("scancel", "--batch", "--signal=USR1", task);
        await(
                "an effect of the signal",
                () -> !signal.isAlive() || logs("cluster").contains(BACK));
        signal.destroyForcibly().waitFor();
        return logs("cluster").contains(BACK) || signal.exitValue() == 0;
    }

    private long checkpoints(String results) throws IOException {
        Path trials = folder.resolve(results).resolve("tiny/trials");
        if (!Files.isDirectory(trials)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(trials)) {
            return files.filter(path -> path.endsWith("last.safetensors")).count();
        }
    }

    private String logs(String results) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve(results).resolve("tiny/jobs"))) {
            for (Path log :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                all.append(Files.readString(log));
            }
        }
        return all.toString();
    }

    @Test
    void fortyTrials_giveTheBytesOfThisMachine() throws Exception {
        Answer run = run("cluster", MANY);
        assertEquals(0, run.code(), run.text());
        assertTrue(run.text().contains("submitted 40 trials to Slurm as job "), run.text());
        assertTrue(run.text().contains("files written to"), run.text());
        assertSame(local(MANY), resultsOf("cluster"));
        Answer again = run("cluster", MANY);
        assertTrue(again.text().contains("is finished (40 trials); nothing to do"), again.text());
        Answer elsewhere = run("cluster", MANY, "-s", "executor=local");
        assertTrue(elsewhere.text().contains("is finished (40 trials); nothing to do"), elsewhere.text());
    }

    @Test
    void submitOnly_thenKilled_thenCollected_submitsNothingTwice() throws Exception {
        Answer submitted = run("cluster", LONG, "--submit-only");
        assertEquals(0, submitted.code(), submitted.text());
        assertTrue(submitted.text().contains("to cancel: scancel "), submitted.text());
        Answer here = run("cluster", LONG, "-s", "executor=local");
        assertEquals(2, here.code(), here.text());
        assertTrue(here.text().contains("works on these trials") && here.text().contains("scancel "), here.text());
        Process login = start("cluster", LONG);
        underWay("cluster");
        login.destroyForcibly().waitFor();
        // As if it had been killed before it could keep the job's number.
        Files.delete(folder.resolve("cluster/tiny/jobs/1/job"));
        Answer collected = run("cluster", LONG);
        assertEquals(0, collected.code(), collected.text());
        assertTrue(collected.text().contains("trials are in the queue already: Slurm job "), collected.text());
        assertFalse(Files.exists(folder.resolve("cluster/tiny/jobs/2")));
        assertSame(local(LONG), resultsOf("cluster"));
    }

    @Test
    void killedNode_andPreemptedAndRequeuedTasks_loseNothing() throws Exception {
        Process login = start("cluster", LONG);
        String job = underWay("cluster");
        Answer kill = slurm.script("kill", "2");
        assertEquals(0, kill.code(), kill.text());
        Answer down = slurm.slurm("scontrol", "update", "nodename=n2", "state=down", "reason=killed");
        assertEquals(0, down.code(), down.text());
        Answer revive = slurm.script("revive", "2");
        assertEquals(0, revive.code(), revive.text());
        slurm.slurm("scontrol", "update", "nodename=n2", "state=resume");
        // One of another partition, before which those of this one have to give way.
        Answer urgent =
                slurm.slurm("sbatch", "--partition=urgent", "--nodelist=n1", "--output=/dev/null", "--wrap", "sleep 2");
        assertEquals(0, urgent.code(), urgent.text());
        String urgentJob = urgent.text().replaceAll("\\D", "");
        await("the end of the urgent job", () -> !queued(urgentJob));
        // One that is just ending cannot go back.
        await(
                "a task that goes back",
                () -> slurm.slurm("scontrol", "requeue", running(job)).code() == 0);
        Answer run = SlurmNodes.answer(login);
        assertEquals(0, run.code(), run.text() + logs("cluster"));
        assertTrue(run.text().contains("was put back into the queue"), run.text());
        long back = logs("cluster")
                .lines()
                .filter(line -> line.contains(", attempt 2, "))
                .count();
        assertTrue(back >= 2, logs("cluster"));
        assertFalse(Files.exists(folder.resolve("cluster/tiny/jobs/2")));
        assertSame(local(LONG), resultsOf("cluster"));
    }

    @Test
    void outOfTime_goesBackIntoTheQueue_withItsCheckpoint() throws Exception {
        Process login = start("cluster", LONG);
        String job = underWay("cluster");
        await("a task that takes the signal", () -> takesSignal(running(job)));
        Answer run = SlurmNodes.answer(login);
        assertEquals(0, run.code(), run.text() + logs("cluster"));
        assertTrue(logs("cluster").contains(BACK), logs("cluster"));
        assertTrue(logs("cluster").contains("attempt 2"), logs("cluster"));
        assertSame(local(LONG), resultsOf("cluster"));
    }

    @Test
    void failingTrial_isNamed_andTheOthersAreDone() throws Exception {
        String[] mad = {
            "train.epochs=1", "sweep={rate: {mad: {train.optimizer: {sgd: {learning_rate: 1e30}}}, sane: {}}}"
        };
        Answer run = run("cluster", mad);
        assertEquals(1, run.code(), run.text());
        assertTrue(run.text().contains("failed: mad/raw/seed-1: "), run.text());
        assertTrue(run.text().contains("the loss became NaN"), run.text());
        assertTrue(Files.exists(trial("cluster", "sane/raw/seed-1/manifest.json")));
        Answer again = run("cluster", mad);
        assertTrue(again.text().contains("submitted 1 trial to Slurm"), again.text());
    }

    @Test
    void cancelledTasks_areNamedWithTheirLog_andRunAgain() throws Exception {
        Process login = start("cluster", LONG);
        String job = underWay("cluster");
        assertEquals(0, slurm.slurm("scancel", job).code());
        Answer run = SlurmNodes.answer(login);
        assertEquals(1, run.code(), run.text());
        assertTrue(run.text().contains("left the queue without a result: it was cancelled"), run.text());
        assertTrue(run.text().contains("jobs/1/logs/"), run.text());
        assertEquals(0, run("cluster", LONG).code());
        assertSame(local(LONG), resultsOf("cluster"));
    }

    @Test
    void refusedJobs_sayWhatTheClusterHas() throws Exception {
        for (Map.Entry<String, String> wrong : Map.of(
                        "executor={slurm: {partition: none}}", "invalid partition specified: none",
                        "executor={slurm: {extra: [--nodelist=n7]}}", "[Ii]nvalid node name specified",
                        "executor={slurm: {gpus: 1}}", "(gres|Requested node|Invalid generic)")
                .entrySet()) {
            Answer run = run("refused", MANY, "-s", wrong.getKey());
            assertEquals(2, run.code(), run.text());
            assertTrue(run.text().contains("Slurm refused the job "), run.text());
            assertTrue(run.text().lines().anyMatch(line -> line.matches(".*" + wrong.getValue() + ".*")), run.text());
            assertTrue(run.text().contains("    main*: 2 nodes "), run.text());
            assertFalse(run.text().contains("Exception"), run.text());
        }
        assertEquals(
                List.of(),
                List.of(logs("refused").split("\n")).stream()
                        .filter(l -> !l.isEmpty())
                        .toList());
    }

    @Test
    void tasksThatCannotBegin_areSaid_whileTheyWait() throws Exception {
        for (Map.Entry<String, String> wrong : Map.of(
                        "executor.slurm.partition=closed", "PartitionDown",
                        "executor.slurm.cpus=64", "PartitionConfig")
                .entrySet()) {
            String results = wrong.getValue();
            Process login = start(results, MANY, "-s", wrong.getKey());
            Path job = folder.resolve(results).resolve("tiny/jobs/1/job");
            await("a job", () -> Files.exists(job));
            String number = Files.readString(job).strip();
            Answer run = SlurmNodes.answer(login, line -> {
                if (line.contains("will not begin as things stand")) {
                    assertEquals(0, scancel(number));
                }
            });
            assertTrue(run.text().contains("will not begin as things stand: " + wrong.getValue()), run.text());
            assertTrue(run.text().contains("Cancel it with: scancel "), run.text());
            assertEquals(1, run.code(), run.text());
        }
    }
}
