package io.unmask.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.data.Compression;
import io.unmask.evaluate.Level;
import io.unmask.report.html.Element;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that should keep a reader from taking the numbers at face value. */
record WarningsSection(Findings findings, Map<String, Set<String>> byKind) {
    /** Share of the updates; half precision leaves out a few at first, while it looks for its scale. */
    private static final double MANY_SKIPPED = 0.02;

    static List<Element> of(Findings findings) {
        return new WarningsSection(findings, new LinkedHashMap<>()).elements();
    }

    private List<Element> elements() {
        findings.results().caveats().forEach(caveat -> add("Trials", caveat));
        selectedOnTest();
        skipped();
        numbers();
        protocols();
        overflows();
        seeds();
        if (byKind.isEmpty()) {
            return List.of(
                    Element.of(
                            "p",
                            "None: no overlap between splits was admitted, nothing was selected on test"
                                    + " data, no sample was left out, no number was refused, and all trials ran the same program."));
        }
        Element list = Element.of("ul");
        byKind.forEach((kind, texts) -> texts.forEach(text ->
                list.add(Element.of("li").add(Element.of("strong", kind)).text(": " + text))));
        return List.of(Element.of("div").with("class", "warnings").add(list));
    }

    private void add(String kind, String text) {
        byKind.computeIfAbsent(kind, key -> new LinkedHashSet<>()).add(text);
    }

    /** A test set that is the validation set: thresholds and checkpoints were chosen on it. */
    private void selectedOnTest() {
        for (TrialRecord each : findings.records()) {
            JsonNode data = each.manifest().path("data");
            String validation = data.path("validation").path("sha256").asText();
            data.path("test").properties().forEach(test -> {
                if (!validation.isEmpty()
                        && test.getValue().path("sha256").asText().equals(validation)) {
                    add(
                            "Oracle selection",
                            "the test set " + test.getKey() + " is the validation set: checkpoint and"
                                    + " threshold were chosen on it, so its numbers are too good.");
                }
            });
        }
    }

    private void skipped() {
        Map<String, Set<Long>> rules = new TreeMap<>();
        for (TrialRecord each : findings.records()) {
            each.manifest()
                    .path("data")
                    .path("skipped")
                    .properties()
                    .forEach(rule -> rules.computeIfAbsent(rule.getKey(), key -> new LinkedHashSet<>())
                            .add(rule.getValue().asLong()));
            if (each.settings().path("data").path("unreadable").asText().equals("skip")) {
                add("Left out", "pictures that cannot be read are skipped (data.unreadable: skip), in test sets too.");
            }
        }
        rules.forEach((rule, counts) -> add(
                "Left out",
                counts.stream().map(String::valueOf).collect(Collectors.joining(" or ")) + " by the rule " + rule
                        + (rule.equals("no_face") ? ": no face was found in them." : ".")));
    }

    private void numbers() {
        findings.refusals().forEach(refusal -> add("Refused", refusal + "."));
        for (SetEvaluation set : findings.sets()) {
            for (Level level : set.levels()) {
                Set<String> said = new LinkedHashSet<>(new Tables(findings.results(), set, level).warnings());
                findings.results().caveats().forEach(said::remove);
                said.removeIf(text -> text.contains("refused:"));
                said.forEach(text -> add("Intervals", set.set() + ", " + level.label() + "s: " + text));
            }
        }
    }

    private void protocols() {
        for (SetEvaluation set : findings.sets()) {
            for (Compression compression : set.compressions()) {
                if (set.protocols(compression).size() > 1) {
                    add(
                            "Protocol",
                            "trials on " + set.set() + ", " + compression + " were not scored on the same samples"
                                    + " in the same way (see the fingerprints): their numbers cannot be compared.");
                }
            }
        }
    }

    private void overflows() {
        for (TrialRecord each : findings.records()) {
            JsonNode training = each.manifest().path("training");
            long skipped = training.path("skipped_updates").asLong();
            long updates = training.path("updates").asLong();
            if (skipped > MANY_SKIPPED * updates) {
                add(
                        "Half precision",
                        each.name() + " left out " + skipped + " of " + updates
                                + " updates because gradients overflowed; it would train more evenly with fp32.");
            }
        }
    }

    private void seeds() {
        List<Integer> counts = findings.sets().stream()
                .flatMap(set -> set.cells(set.drawnLevel()).stream())
                .map(cell -> cell.seeds().size())
                .distinct()
                .sorted()
                .toList();
        if (counts.equals(List.of(1))) {
            add("Seeds", "one seed a cell: intervals hold the chance of the test set, not that of training.");
        } else if (counts.size() > 1) {
            add(
                    "Seeds",
                    "from " + counts.get(0) + " to " + counts.get(counts.size() - 1)
                            + " seeds a cell: not all have finished.");
        }
    }
}
