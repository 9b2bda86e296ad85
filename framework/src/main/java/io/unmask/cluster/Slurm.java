package io.unmask.cluster;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cluster whose queue is Slurm (22.05 and later are tested; {@code sbatch}, {@code squeue} and {@code scontrol} are all that
 * is used, {@code sacct} and {@code sinfo} where they answer).
 *
 * @param partition where the tasks wait; null for the cluster's default
 * @param gpus GPUs of a task, as of {@code --gres=gpu:}: {@code 1}, {@code a100:2}; null for none
 * @param cpus cores of a task
 * @param memory of a task, as of {@code --mem}: {@code 16G}; null for the cluster's default
 * @param time of a task, as of {@code --time}: {@code 04:00:00}; null for the partition's
 * @param account that is charged; null for the user's default
 * @param maxRunning tasks of an array that run at a time; null for as many as there is place for
 * @param tasks of all arrays; null for a trial each
 * @param setup lines of shell before the program starts
 * @param extra further options of {@code sbatch}
 */
@JsonTypeName("slurm")
@AutoService(Executor.class)
@Doc("Array jobs of a Slurm cluster: each trial, or share of a data set, is a task. Run it on a login node.")
public record Slurm(
        @Doc("Partition; the cluster's default when left out.") @Nullable
        String partition,

        @Doc("GPUs of a task, as sbatch --gres=gpu: takes them: 1, or a100:1. None when left out.") @Nullable
        String gpus,

        @Doc("Cores of a task. Also the threads of libtorch, unless the key threads sets them.") @Default("1")
        int cpus,

        @Doc(
                "Memory of a task, as sbatch --mem takes it: 16G. Half of it is Java's. The cluster's default when left out.")
        @Nullable
        String memory,

        @Doc(
                "Time of a task, as sbatch --time takes it: 04:00:00, or 1-00:00:00. A minute before its end a task saves a"
                        + " checkpoint and goes back into the queue. The partition's limit when left out.")
        @Nullable
        String time,

        @Doc("Account that is charged; yours when left out.") @Nullable
        String account,

        @Doc("Tasks of an array that run at a time; as many as there is place for when left out.") @Nullable
        Integer maxRunning,

        @Doc("Number of tasks that trials are dealt to, to save starts where they are short; a task for each trial when"
                + " left out. For prepare, the shares of the data set; as max_running, or 8, when left out.")
        @Nullable
        Integer tasks,

        @Doc("Lines of shell that go before the program: [module load cuda/12.4].") @Default("[]")
        List<String> setup,

        @Doc("Further options of sbatch, a list: [--qos=long, --constraint=a100].") @Default("[]")
        List<String> extra)
        implements Executor, Cluster {
    private static final Pattern WORD = Pattern.compile("[^\\s\"'\\\\]+");
    private static final Pattern GPUS = Pattern.compile("([A-Za-z0-9._-]+:)?[1-9][0-9]{0,2}");
    private static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,8}[KMGT]?");
    private static final Pattern TIME =
            Pattern.compile("[0-9]+|[0-9]+:[0-9]{2}|[0-9]+:[0-9]{2}:[0-9]{2}|[0-9]+-[0-9]{1,2}(:[0-9]{2}){0,2}");
    private static final Pattern OWN = Pattern.compile(
            "--(array|output|error|job-name|chdir|open-mode|signal|wrap|parsable|wait)\\b.*|-[aoeJD].*");
    private static final String DIRECTIVE = "#SBATCH ";
    private static final int SHARES = 8;

    /** Checks the settings; an option may be written with or without {@code #SBATCH}. */
    public Slurm {
        requireLike(partition, WORD, "partition", "must be the name of a partition; sinfo lists them");
        requireLike(gpus, GPUS, "gpus", "must be a number, or a type and a number: a100:2");
        Check.that(cpus > 0 && cpus <= 1024, "cpus", cpus, "must be from 1 to 1024");
        requireLike(memory, MEMORY, "memory", "must be a number with K, M, G or T: 16G");
        requireLike(time, TIME, "time", "must be minutes, hours:minutes:seconds or days-hours: 240, 04:00:00, 1-12");
        requireLike(account, WORD, "account", "must be the name of an account");
        Check.that(maxRunning == null || maxRunning > 0, "maxRunning", String.valueOf(maxRunning), "must be above 0");
        Check.that(tasks == null || tasks > 0, "tasks", String.valueOf(tasks), "must be above 0");
        setup = List.copyOf(setup);
        extra = extra.stream().map(Slurm::option).toList();
        for (String option : extra) {
            Check.that(
                    option.startsWith("-") && option.indexOf('\n') < 0,
                    "extra",
                    "\"" + option + "\"",
                    "must be options of sbatch: --qos=long");
            Check.that(!OWN.matcher(option).matches(), "extra", "\"" + option + "\"", "is set by the program itself");
        }
    }

    private static String option(String line) {
        return line.startsWith(DIRECTIVE) ? line.substring(DIRECTIVE.length()).strip() : line.strip();
    }

    private static void requireLike(@Nullable String value, Pattern pattern, String setting, String rule) {
        Check.that(value == null || pattern.matcher(value).matches(), setting, "\"" + value + "\"", rule);
    }

    @Override
    public Cluster cluster() {
        return this;
    }

    @Override
    public int cores(int here) {
        return cpus;
    }

    @Override
    public String title() {
        return "Slurm";
    }

    @Override
    public int tasks(int parts, boolean small) {
        int wanted = tasks != null ? tasks : !small ? parts : maxRunning != null ? maxRunning : SHARES;
        return Math.min(parts, wanted);
    }

    @Override
    public @Nullable Integer memoryMebibytes() {
        if (memory == null) {
            return null;
        }
        long number = Long.parseLong(memory.replaceAll("[^0-9]", ""));
        long mebibytes = switch (memory.charAt(memory.length() - 1)) {
            case 'K' -> number >> 10;
            case 'G' -> number << 10;
            case 'T' -> number << 20;
            default -> number;
        };
        return (int) Math.min(mebibytes, Integer.MAX_VALUE);
    }

    @Override
    public int longestArray() {
        return SlurmClient.longestArray();
    }

    @Override
    public String submit(Submission submission, TaskProgram program, int tasks) {
        return SlurmClient.submit(submission, new SlurmScript(this, submission, program, tasks).text());
    }

    @Override
    public @Nullable Map<String, Map<Integer, QueuedTask>> queue(Collection<Submission> submissions) {
        return SlurmClient.queue(submissions);
    }

    @Override
    public String ending(String job, int task) {
        return SlurmClient.ending(job, task);
    }

    @Override
    public String cancelling(List<String> jobs) {
        return "scancel " + String.join(" ", jobs);
    }
}
