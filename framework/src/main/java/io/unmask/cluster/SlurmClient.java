package io.unmask.cluster;

import io.unmask.config.BadInputException;
import io.unmask.files.WholeFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Slurm's commands. */
final class SlurmClient {
    /** Slurm's own default of {@code MaxArraySize}. */
    private static final int USUAL_ARRAY = 1001;

    private static final Pattern ARRAY_SIZE = Pattern.compile("MaxArraySize\\s*=\\s*(\\d+)");
    private static final Pattern JOB = Pattern.compile("(\\d+)(;.*)?");

    private SlurmClient() {}

    static int longestArray() {
        Matcher size = ARRAY_SIZE.matcher(
                Shell.run(List.of("scontrol", "show", "config")).out());
        return size.find() ? Math.max(1, Integer.parseInt(size.group(1)) - 1) : USUAL_ARRAY - 1;
    }

    static String submit(Submission submission, String script) {
        WholeFile.write(submission.script(), script);
        Shell.Result answer = Shell.run(List.of(
                "sbatch", "--parsable", submission.script().toAbsolutePath().toString()));
        requireFound(answer, "sbatch");
        Matcher job = JOB.matcher(answer.out().strip());
        if (answer.code() != 0 || !job.matches()) {
            throw new BadInputException("Slurm refused the job " + submission.script() + ":\n"
                    + indented(answer.err().isBlank() ? answer.out() : answer.err())
                    + "\nChange the settings of executor.slurm to what the cluster has, then run again."
                    + has());
        }
        submission.submitted(job.group(1));
        return job.group(1);
    }

    /** What could have been asked for. */
    private static String has() {
        Shell.Result answer =
                Shell.run(List.of("sinfo", "-h", "-o", "%P: %D nodes %t, each %c cores, %m MB, %G, up to %l"));
        return answer.code() == 0 && !answer.out().isBlank()
                ? " It has the partitions (* is the default):\n" + indented(answer.out())
                : "";
    }

    private static String indented(String text) {
        return text.strip().lines().map(line -> "    " + line.strip()).collect(Collectors.joining("\n"));
    }

    private static void requireFound(Shell.Result answer, String program) {
        if (answer.missing()) {
            throw new BadInputException(
                    program + " was not found on this machine, but executor: slurm needs it. Run on a"
                            + " login node of the cluster, or here with -s executor=local.");
        }
    }

    static @Nullable Map<String, Map<Integer, QueuedTask>> queue(Collection<Submission> submissions) {
        String names = submissions.stream().map(Submission::name).collect(Collectors.joining(","));
        Shell.Result answer = Shell.run(List.of(
                "squeue",
                "--noheader",
                "--array",
                "--user=" + System.getProperty("user.name"),
                "--name=" + names,
                "--format=" + SlurmQueue.FORMAT));
        requireFound(answer, "squeue");
        return answer.code() == 0 ? SlurmQueue.parse(answer.out()) : null;
    }

    static String ending(String job, int task) {
        String id = job + "_" + task;
        Shell.Result control = Shell.run(List.of("scontrol", "--oneliner", "show", "job", id));
        String known = control.code() == 0 ? SlurmQueue.ending(control.out()) : "";
        if (!known.isEmpty()) {
            return known;
        }
        // Older jobs are known to the accounting alone, which not every cluster keeps.
        Shell.Result accounting = Shell.run(List.of(
                "sacct",
                "--noheader",
                "--parsable2",
                "--allocations",
                "--jobs=" + id,
                "--format=State,ExitCode,NodeList"));
        return accounting.code() == 0 ? SlurmQueue.endingOfAccounting(accounting.out()) : "";
    }
}
