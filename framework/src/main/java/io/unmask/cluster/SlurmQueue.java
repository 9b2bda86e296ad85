package io.unmask.cluster;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Slurm's commands print. */
final class SlurmQueue {
    /** Name, number of the array, number of the task, state, reason, nodes. */
    static final String FORMAT = "%j|%F|%K|%t|%r|%N";

    private static final int FIELDS = 6;
    private static final Set<String> WAITING = Set.of("PD", "CF", "RQ", "RH", "RD", "RF", "SE");

    /** Reasons that no waiting mends, as the settings of the job and of the cluster stand. */
    private static final Pattern STUCK = Pattern.compile(
            "BadConstraints|PartitionConfig|PartitionNodeLimit|PartitionTimeLimit|PartitionDown|PartitionInactive"
                    + "|InvalidAccount|InvalidQOS|QOSNotAllowed|AccountNotAllowed|DependencyNeverSatisfied|ReqNodeNotAvail.*"
                    + "|JobHeldUser|JobHeldAdmin|launch failed.*|.*MaxCpuPerNode.*|.*Max[A-Za-z]+PerJob.*|.*MaxWallDuration.*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CODE = Pattern.compile("(\\d{1,3}):(\\d{1,3})");
    private static final int BY_SIGNAL = 128;
    private static final int KILL = 9;
    private static final Pattern FIELD = Pattern.compile("\\b(JobState|Reason|ExitCode|NodeList)=(\\S+)");

    private SlurmQueue() {}

    /** Tasks by the names of their arrays; lines of another kind are passed over. */
    static Map<String, Map<Integer, QueuedTask>> parse(String lines) {
        Map<String, Map<Integer, QueuedTask>> tasks = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            String[] fields = line.strip().split("\\|", -1);
            if (fields.length == FIELDS && fields[2].matches("\\d{1,9}")) {
                boolean waits = WAITING.contains(fields[3]);
                QueuedTask task = new QueuedTask(
                        fields[1],
                        !waits,
                        waits ? fields[4] : "",
                        waits && STUCK.matcher(fields[4]).matches(),
                        fields[5]);
                tasks.computeIfAbsent(fields[0], name -> new LinkedHashMap<>()).put(Integer.parseInt(fields[2]), task);
            }
        });
        return tasks;
    }

    /** How a task ended, from {@code scontrol --oneliner show job}; empty if it has not. */
    static String ending(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        return ending(
                fields.getOrDefault("JobState", ""),
                fields.getOrDefault("ExitCode", ""),
                fields.getOrDefault("NodeList", ""));
    }

    /** The same from {@code sacct --parsable2 --format=State,ExitCode,NodeList}. */
    static String endingOfAccounting(String text) {
        String[] fields = text.lines().findFirst().orElse("").split("\\|", -1);
        return fields.length < 3 ? "" : ending(fields[0].split(" ", -1)[0], fields[1], fields[2]);
    }

    /** From a code and a signal: 7:0, 0:9. A shell whose program was killed by a signal adds 128 to it. */
    private static String end(String code) {
        Matcher numbers = CODE.matcher(code);
        if (!numbers.matches()) {
            return "ended";
        }
        int ended = Integer.parseInt(numbers.group(1));
        int signal = ended > BY_SIGNAL ? ended - BY_SIGNAL : Integer.parseInt(numbers.group(2));
        return signal == 0
                ? "ended with code " + ended
                : "was killed by signal " + signal + (signal == KILL ? " (for its memory, or with its machine)" : "");
    }

    private static String ending(String state, String code, String node) {
        String where = node.isEmpty() || node.equals("(null)") || node.startsWith("None") ? "" : " on " + node;
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "", "PENDING", "RUNNING", "CONFIGURING", "SUSPENDED", "REQUEUED" -> "";
            case "COMPLETED", "COMPLETING", "FAILED" -> end(code) + where;
            case "TIMEOUT", "DEADLINE" -> "ran out of its time" + where + "; give more with executor.slurm.time";
            case "OUT_OF_MEMORY" -> "ran out of its memory" + where + "; give more with executor.slurm.memory";
            case "NODE_FAIL", "BOOT_FAIL" -> "was lost with its node" + where;
            case "CANCELLED" -> "was cancelled" + where;
            case "PREEMPTED" -> "was preempted" + where + " and not put back into the queue";
            default -> "is " + state + where;
        };
    }
}
