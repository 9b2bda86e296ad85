package io.unmask.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.CheckException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script of a job, and what Slurm's answers mean; the answers were printed by Slurm 22.05. */
class SlurmTest {
    private static final Slurm PLAIN = new Slurm(null, null, 1, null, null, null, null, null, List.of(), List.of());

    @TempDir
    Path folder;

    private static Slurm extra(String... options) {
        return new Slurm(null, null, 1, null, null, null, null, null, List.of(), List.of(options));
    }

    @Test
    void script_asksForWhatWasSet_andNothingElse() {
        Slurm slurm = new Slurm(
                "gpu",
                "a100:2",
                8,
                "64G",
                "1-00:00:00",
                "lab",
                4,
                null,
                List.of("module load cuda"),
                List.of("#SBATCH --qos=long"));
        Submission submission = Submission.create(Path.of(folder.toString(), "results", "my 5% run", "jobs"));
        String script = new SlurmScript(
                        slurm,
                        submission,
                        new TaskProgram(
                                List.of("/opt/java", "-cp", "/a b/it's.jar", "task", "{task}", "{number}/{tasks}"),
                                Path.of("/home/me/here"),
                                Map.of("UNMASK_CACHE", "/c d")),
                        40)
                .text();
        String head = script.substring(0, script.indexOf("# Written by"));
        assertEquals("""
                #!/bin/bash
                #SBATCH --job-name=%s
                #SBATCH --array=0-39%%4
                #SBATCH --partition=gpu
                #SBATCH --account=lab
                #SBATCH --nodes=1
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=8
                #SBATCH --gres=gpu:a100:2
                #SBATCH --mem=64G
                #SBATCH --time=1-00:00:00
                #SBATCH --chdir="/home/me/here"
                #SBATCH --output="%s/results/my 5%%%% run/jobs/1/logs/%%a.log"
                #SBATCH --open-mode=append
                #SBATCH --requeue
                #SBATCH --signal=B:USR1@60
                #SBATCH --qos=long
                """.formatted(submission.name(), folder), head);
        assertTrue(submission.name().matches("unmask-my_5__run-1-[0-9a-f]{8}"), submission.name());
        assertTrue(script.contains("\nexport UNMASK_CACHE='/c d'\nmodule load cuda\n"), script);
        assertTrue(
                script.contains("/opt/java \\\n    -cp \\\n    '/a b/it'\\''s.jar' \\\n    task \\\n    \"$task\" \\\n"
                        + "    \"$number\"'/40' &\n"),
                script);
    }

    /** What Slurm does with the script, done by hand: its signals, and a program that saves and ends as Java does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void script_handsSignalsOn_andGoesBackIntoTheQueueOnlyWhenOutOfTime() throws Exception {
        Path program = Files.writeString(folder.resolve("program"), """
                #!/bin/bash
                trap 'sleep 0.3; echo saved; exit 143' TERM
                echo begun
                while :; do sleep 0.05; done
                """);
        Path scontrol = Files.writeString(folder.resolve("scontrol"), "#!/bin/bash\necho \"asked: $*\"\n");
        for (Path script : List.of(program, scontrol)) {
            assertTrue(script.toFile().setExecutable(true));
        }
        assertEquals(
                List.of(0, "begun", "saved", "-- out of time; goes back into the queue", "asked: requeue 7"),
                run("USR1"));
        assertEquals(List.of(143, "begun", "saved"), run("TERM"));
    }

    private List<Object> run(String signal) throws Exception {
        Submission submission = Submission.create(folder.resolve("jobs"));
        Path script = Files.writeString(
                submission.script(),
                new SlurmScript(
                                PLAIN,
                                submission,
                                new TaskProgram(
                                        List.of(folder.resolve("program").toString()), folder, Map.of()),
                                1)
                        .text());
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("SLURM_ARRAY_TASK_ID", "0", "SLURM_JOB_ID", "7"));
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        List<Object> heard = new java.util.ArrayList<>();
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("begun")) {
                    assertEquals(
                            0,
                            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                                    .start()
                                    .waitFor());
                }
                // The first says when and where.
                if (!line.contains(" task 0, attempt 1")) {
                    heard.add(line);
                }
            }
        }
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        heard.add(0, process.exitValue());
        return heard;
    }

    @ParameterizedTest
    @CsvSource({
        "--array=3, is set by the program itself",
        "-o x, is set by the program itself",
        "qos=long, must be options of sbatch"
    })
    void extraOptions_thatWouldBreakIt_areRefused(String option, String rule) {
        CheckException refused = assertThrows(CheckException.class, () -> extra(option));
        assertTrue(refused.getMessage().contains(rule), refused.getMessage());
    }

    @Test
    void partsAreDealtToTasks() {
        assertEquals(40, PLAIN.tasks(40, false));
        assertEquals(8, PLAIN.tasks(40, true));
        Slurm dealt = new Slurm(null, null, 1, "16G", null, null, 4, 10, List.of(), List.of());
        assertEquals(10, dealt.tasks(40, false));
        assertEquals(3, dealt.tasks(3, true));
        assertEquals(16384, dealt.memoryMebibytes());
        assertNull(PLAIN.memoryMebibytes());
    }

    @Test
    void queue_isReadByArrayAndTask() {
        Map<String, Map<Integer, QueuedTask>> queue = SlurmQueue.parse("""
                unmask-a-1-00000000|12|0|R|None|n1
                unmask-a-1-00000000|12|1|PD|Resources|
                unmask-a-1-00000000|12|2|CG|None|n2
                unmask-b-1-00000000|13|0|PD|PartitionConfig|
                other|14|N/A|R|None|n1
                """);
        assertEquals(
                new QueuedTask("12", true, "", false, "n1"),
                queue.get("unmask-a-1-00000000").get(0));
        assertEquals(
                new QueuedTask("12", false, "Resources", false, ""),
                queue.get("unmask-a-1-00000000").get(1));
        assertTrue(queue.get("unmask-a-1-00000000").get(2).running());
        assertTrue(queue.get("unmask-b-1-00000000").get(0).stuck());
        assertEquals(2, queue.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JobId=4 JobState=FAILED Reason=NonZeroExitCode Requeue=1 ExitCode=7:0 NodeList=n1 | ended with code 7 on n1",
                "JobId=4 JobState=FAILED ExitCode=0:9 NodeList=n1 | was killed by signal 9 (for its memory, or with its machine) on n1",
                "JobId=4 JobState=FAILED ExitCode=143:0 NodeList=n1 | was killed by signal 15 on n1",
                "JobId=4 JobState=TIMEOUT ExitCode=0:15 NodeList=n2 | ran out of its time on n2; give more with executor.slurm.time",
                "JobId=4 JobState=CANCELLED ExitCode=0:15 NodeList=(null) | was cancelled",
                "JobId=4 JobState=RUNNING ExitCode=0:0 NodeList=n1 | ''"
            })
    void endings_areSaidInWords(String text, String words) {
        assertEquals(words, SlurmQueue.ending(text));
    }

    @Test
    void endingsOfTheAccounting_meanTheSame() {
        assertEquals("was cancelled on n1", SlurmQueue.endingOfAccounting("CANCELLED by 0|0:15|n1\n"));
        assertEquals(
                "ran out of its memory on n1; give more with executor.slurm.memory",
                SlurmQueue.endingOfAccounting("OUT_OF_MEMORY|0:125|n1\n"));
        assertEquals("", SlurmQueue.endingOfAccounting("Slurm accounting storage is disabled"));
    }

    @Test
    void submissions_neverShareAFolder_andAreListedInTheirOrder() {
        Path jobs = folder.resolve("e/jobs");
        for (int i = 1; i <= 11; i++) {
            assertEquals(
                    jobs.resolve(String.valueOf(i)), Submission.create(jobs).folder());
        }
        List<Submission> all = Submission.all(jobs);
        assertEquals(jobs.resolve("11"), all.get(10).folder());
        assertEquals(11, all.stream().map(Submission::name).distinct().count());
        assertNull(all.get(0).job());
        all.get(0).submitted("17");
        assertEquals("17", all.get(0).job());
    }
}
