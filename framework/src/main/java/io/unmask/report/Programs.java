package io.unmask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Tells whether all trials ran the same program on the same kind of machine: numbers may differ for that alone. */
final class Programs {
    private Programs() {}

    /** A sentence for each thing in which trials differ. */
    static List<String> differences(List<TrialRecord> records) {
        List<String> differences = new ArrayList<>();
        differences.addAll(different(records, "versions of the program", program("commit")));
        differences.addAll(different(records, "versions of Java", program("java")));
        differences.addAll(different(records, "versions of libtorch", engine("libtorch")));
        differences.addAll(different(
                records,
                "kinds of device",
                // Not which of several GPUs.
                engine("device").andThen(device -> device.replaceAll("[:(].*", ""))));
        differences.addAll(different(records, "numbers of threads", engine("threads")));
        if (records.stream().map(program("commit")).anyMatch(commit -> commit.endsWith("-dirty"))) {
            differences.add("The source was changed after its commit when some trials ran.");
        }
        return differences;
    }

    private static Function<TrialRecord, String> program(String key) {
        return record -> record.manifest().path("program").path(key).asText();
    }

    private static Function<TrialRecord, String> engine(String key) {
        return record -> record.manifest().path("engine").path(key).asText();
    }

    private static List<String> different(List<TrialRecord> records, String what, Function<TrialRecord, String> value) {
        List<String> values = records.stream()
                .map(value)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        return values.size() > 1
                ? List.of("Trials ran with different " + what + ": " + String.join(", ", values) + ".")
                : List.of();
    }
}
