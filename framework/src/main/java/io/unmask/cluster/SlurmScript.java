package io.unmask.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The script of an array job.
 *
 * <p>Slurm tells the script alone (not the program) a minute before the time is over; the script has the program save a
 * checkpoint and puts the task back into the queue. When a task is preempted or cancelled the program is told to end as well;
 * whether the task comes back is then Slurm's affair.
 */
record SlurmScript(Slurm settings, Submission submission, TaskProgram program, int tasks) {
    /** More often a task does not return by itself: something keeps it from getting anywhere. */
    private static final int MOST_RETURNS = 200;

    private static final String BODY = """
            # Bash has to wait in "wait" for signals to be heard; it returns when one comes, and is called again then.
            again=no
            trap 'again=yes; kill -TERM "$program" 2>/dev/null' USR1
            trap 'kill -TERM "$program" 2>/dev/null' TERM

            task=$SLURM_ARRAY_TASK_ID
            number=$((task + 1))
            echo "-- $(date '+%Y-%m-%d %H:%M:%S') task $task, attempt $((${SLURM_RESTART_COUNT:-0} + 1)), on $(hostname)"
            COMMAND &
            program=$!
            while kill -0 "$program" 2>/dev/null; do wait "$program"; done
            wait "$program"
            code=$?

            # Out of time, but not finished (143: ended as it was told to): its checkpoint is saved, so the task goes back
            # into the queue.
            if [ "$again" = yes ] && [ "$code" = 143 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt RETURNS ]; then
                echo '-- out of time; goes back into the queue'
                scontrol requeue "$SLURM_JOB_ID" && exit 0
            fi
            exit "$code"
            """;

    String text() {
        StringBuilder text = new StringBuilder("#!/bin/bash\n");
        for (String option : options()) {
            text.append("#SBATCH ").append(option).append('\n');
        }
        text.append("# Written by Unmask. To run a task again: ./unmask run, which submits what has no result.\n\n");
        new TreeMap<>(program.environment())
                .forEach((name, value) -> text.append("export ")
                        .append(name)
                        .append('=')
                        .append(quoted(value))
                        .append('\n'));
        settings.setup().forEach(line -> text.append(line).append('\n'));
        List<String> words = program.words().stream().map(this::word).toList();
        return text.append('\n')
                .append(BODY.replace("COMMAND", String.join(" \\\n    ", words))
                        .replace("RETURNS", String.valueOf(MOST_RETURNS)))
                .toString();
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        options.add("--job-name=" + submission.name());
        Integer most = settings.maxRunning();
        options.add("--array=0-" + (tasks - 1) + (most == null ? "" : "%" + most));
        if (settings.partition() != null) {
            options.add("--partition=" + settings.partition());
        }
        if (settings.account() != null) {
            options.add("--account=" + settings.account());
        }
        options.add("--nodes=1");
        options.add("--ntasks=1");
        options.add("--cpus-per-task=" + settings.cpus());
        if (settings.gpus() != null) {
            options.add("--gres=gpu:" + settings.gpus());
        }
        if (settings.memory() != null) {
            options.add("--mem=" + settings.memory());
        }
        if (settings.time() != null) {
            options.add("--time=" + settings.time());
        }
        options.add("--chdir=" + doublyQuoted(program.folder().toString()));
        // %a is the number of the task; any other % is written twice.
        String logs = submission.folder().resolve("logs").toAbsolutePath().toString();
        options.add("--output=" + doublyQuoted(logs.replace("%", "%%") + "/%a.log"));
        options.add("--open-mode=append");
        options.add("--requeue");
        options.add("--signal=B:USR1@60");
        options.addAll(settings.extra());
        return options;
    }

    private static String doublyQuoted(String path) {
        return "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private String word(String word) {
        return quoted(word.replace(TaskProgram.TASKS, String.valueOf(tasks)))
                .replace(TaskProgram.TASK, "'\"$task\"'")
                .replace(TaskProgram.NUMBER, "'\"$number\"'")
                .replaceAll("^''|''$", "");
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./:=,@%+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
