package io.unmask.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Tells whether one program on one kind of machine made all trials from beginning to end: numbers may differ for that alone. */
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
                engine("device").andThen(devices -> devices.map(device -> device.replaceAll("[:(].*", "")))));
        differences.addAll(different(records, "numbers of threads", engine("threads")));
        if (records.stream().flatMap(program("commit")).anyMatch(commit -> commit.endsWith("-dirty"))) {
            differences.add("The source was changed after its commit when some trials ran.");
        }
        return differences;
    }

    private static Function<TrialRecord, Stream<String>> program(String key) {
        return record -> values(record, "program", key);
    }

    private static Function<TrialRecord, Stream<String>> engine(String key) {
        return record -> values(record, "engine", key);
    }

    /** What finished the trial, and what had worked on it before. */
    private static Stream<String> values(TrialRecord record, String section, String key) {
        JsonNode earlier = record.manifest().path("attempts").path("earlier");
        return Stream.concat(
                        StreamSupport.stream(earlier.spliterator(), false),
                        Stream.of(record.manifest().path(section)))
                .map(values -> values.path(key).asText());
    }

    private static List<String> different(
            List<TrialRecord> records, String what, Function<TrialRecord, Stream<String>> values) {
        List<String> found = records.stream()
                .flatMap(values)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        return found.size() > 1
                ? List.of("Trials ran with different " + what + ": " + String.join(", ", found) + ".")
                : List.of();
    }
}
