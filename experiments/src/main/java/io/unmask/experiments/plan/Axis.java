package io.unmask.experiments.plan;

import io.unmask.config.Node;
import io.unmask.config.Position;
import io.unmask.config.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One axis of a sweep.
 *
 * @param name its key below {@code sweep}
 * @param choices what can be chosen on it, in the order of the file
 */
record Axis(String name, List<Choice> choices) {
    /** The key that the compression axis sets. */
    static final String COMPRESSION = "data.compression";

    private static final Set<String> FIXED =
            Set.of("name", "sweep", "report", "extends", "seeds", "exclude", "expect", Experiment.EXECUTOR);

    /**
     * One choice.
     *
     * @param label what tables call it
     * @param position where it stands in the file
     * @param changes keys with dots, and what they are set to
     */
    record Choice(String label, Position position, Map<String, Node.Entry> changes) {}

    /** Whether its choices do nothing but set the compression level. */
    boolean isCompression() {
        return choices.stream().allMatch(choice -> choice.changes().keySet().equals(Set.of(COMPRESSION)));
    }

    /** The axes of the block {@code sweep}; what is neither form of an axis is left to the binder to report. */
    static List<Axis> of(Node.Mapping sweep, Problems problems) {
        List<Axis> axes = new ArrayList<>();
        sweep.entries().forEach((name, entry) -> {
            if (entry.value() instanceof Node.Mapping block) {
                axes.add(axis(name, entry.key(), block, problems));
            }
        });
        return axes;
    }

    private static Axis axis(String name, Position position, Node.Mapping block, Problems problems) {
        String path = "sweep." + name;
        long lists = block.entries().values().stream()
                .filter(entry -> entry.value() instanceof Node.Sequence)
                .count();
        if (lists > 0 && lists < block.entries().size()) {
            problems.add(
                    position,
                    path,
                    "must be keys with a list of values each, or named variants, not both; to set a key to one value in"
                            + " every trial, set it outside of the sweep");
        }
        List<Choice> choices = lists > 0 ? listed(position, path, block, problems) : named(path, block, problems);
        if (choices.isEmpty() && (lists > 0 || block.entries().isEmpty())) {
            problems.add(position, path, "must hold at least one choice");
        }
        for (Choice choice : choices) {
            choice.changes().forEach((key, entry) -> {
                String first = key.split("\\.", 2)[0];
                if (FIXED.contains(first)) {
                    problems.add(entry.key(), path, "cannot sweep over \"" + first + "\"" + cure(first));
                }
            });
        }
        return new Axis(name, choices);
    }

    private static String cure(String key) {
        return key.equals("seeds") ? ": every seed in \"seeds\" is a trial of its own already" : "";
    }

    private static List<Choice> named(String path, Node.Mapping block, Problems problems) {
        List<Choice> choices = new ArrayList<>();
        block.entries().forEach((label, entry) -> {
            if (Node.isNull(entry.value())) {
                choices.add(new Choice(label, entry.key(), Map.of()));
            } else if (entry.value() instanceof Node.Mapping changes) {
                choices.add(new Choice(label, entry.key(), changes.entries()));
            } else {
                problems.add(
                        entry.value().position(),
                        path + "." + label,
                        "must be a list of values for the key \"" + label + "\", or the keys that the variant \""
                                + label + "\" sets, but was " + Node.describe(entry.value()));
            }
        });
        return choices;
    }

    /** The values of one key, or of several keys in step: the first of each, then the second of each. */
    private static List<Choice> listed(Position position, String path, Node.Mapping block, Problems problems) {
        Map<String, List<Node>> values = new LinkedHashMap<>();
        block.entries().forEach((key, entry) -> {
            if (entry.value() instanceof Node.Sequence sequence) {
                values.put(key, sequence.items());
            }
        });
        List<Integer> lengths =
                values.values().stream().map(List::size).distinct().toList();
        if (lengths.size() > 1) {
            problems.add(
                    position,
                    path,
                    "sets several keys in step, so their lists must be equally long, but they have " + lengths
                            + " values; for every combination make an axis of each key");
            return List.of();
        }
        Map<String, Choice> choices = new LinkedHashMap<>();
        for (int i = 0; i < lengths.get(0); i++) {
            Choice choice = together(values, i);
            if (choices.putIfAbsent(choice.label(), choice) != null) {
                problems.add(
                        choice.position(),
                        path,
                        "two choices would both be called \"" + choice.label() + "\"; give them names: {first: {"
                                + values.keySet().iterator().next() + ": …}, second: {…}}");
            }
        }
        return List.copyOf(choices.values());
    }

    private static Choice together(Map<String, List<Node>> values, int number) {
        Map<String, Node.Entry> changes = new LinkedHashMap<>();
        List<String> labels = new ArrayList<>();
        values.forEach((key, list) -> {
            Node value = list.get(number);
            changes.put(key, new Node.Entry(value.position(), value));
            labels.add(label(value));
        });
        Position position = changes.values().iterator().next().key();
        return new Choice(String.join(" / ", labels), position, changes);
    }

    /** A value's own text; of a component its name; of a list its entries. */
    private static String label(Node value) {
        if (value instanceof Node.Scalar scalar) {
            return scalar.isNull() ? "none" : scalar.text();
        }
        if (value instanceof Node.Sequence sequence) {
            return sequence.items().isEmpty()
                    ? "none"
                    : String.join(
                            "+", sequence.items().stream().map(Axis::label).toList());
        }
        return String.join("+", ((Node.Mapping) value).entries().keySet());
    }
}
