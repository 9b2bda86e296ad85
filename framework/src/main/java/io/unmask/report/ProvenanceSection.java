package io.unmask.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.report.html.Element;
import io.unmask.report.html.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the numbers come from: what all manifests share once, the rest a row a trial. Times are left to the manifests:
 * a page must be the same for a run that was interrupted as for one that was not.
 */
record ProvenanceSection(List<TrialRecord> records) {
    private static final Set<String> ELSEWHERE = Set.of("trial", "times");
    /** A column a trial where they differ; the rest of what differs is folded away. */
    private static final Map<String, String> COLUMNS = columns();

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("training.trained_parameters", "Trained parameters");
        columns.put("training.epochs", "Epochs");
        columns.put("training.best_epoch", "Kept epoch");
        columns.put("training.best_metric", "Validation metric");
        columns.put("training.stopped_early", "Stopped early");
        columns.put("training.skipped_updates", "Skipped updates");
        columns.put("program.commit", "Commit");
        columns.put("engine.device", "Device");
        return columns;
    }

    static List<Element> of(Findings findings) {
        List<TrialRecord> with = findings.records().stream()
                .filter(each -> !each.manifest().isMissingNode())
                .toList();
        return with.isEmpty() ? List.of() : new ProvenanceSection(with).elements();
    }

    private List<Element> elements() {
        Map<TrialRecord, Map<String, String>> facts = new LinkedHashMap<>();
        records.forEach(each -> facts.put(each, facts(each.manifest())));
        Set<String> keys = new LinkedHashSet<>();
        facts.values().forEach(each -> keys.addAll(each.keySet()));
        List<List<String>> shared = new ArrayList<>();
        List<String> differing = new ArrayList<>();
        for (String key : keys) {
            List<String> values = facts.values().stream()
                    .map(each -> each.getOrDefault(key, ""))
                    .distinct()
                    .toList();
            if (values.size() > 1) {
                differing.add(key);
            } else if (!values.get(0).isEmpty()) {
                shared.add(List.of(title(key), values.get(0)));
            }
        }
        List<Element> content = new ArrayList<>();
        content.add(texts(
                records.size() == 1 ? "The trial" : "Common to all " + records.size() + " trials",
                List.of("What", "Value"),
                shared));
        if (!differing.isEmpty()) {
            content.add(byTrial(facts, differing));
            content.add(details(facts, differing));
        }
        content.add(Element.of("p")
                .with("class", "quiet")
                .text("Each trial can be run again alone from its ")
                .add(Element.of("code", "trial.yaml"))
                .text("; times and memory are in its ")
                .add(Element.of("code", "manifest.json"))
                .text("."));
        return content;
    }

    private static String title(String key) {
        return key.replace('_', ' ').replace(".", ", ");
    }

    private static Element texts(String caption, List<String> head, List<List<String>> rows) {
        List<List<Element>> cells = rows.stream()
                .map(row -> row.stream().map(text -> Element.of("span", text)).toList())
                .toList();
        return new Table(caption, "texts", head, 1, cells).element();
    }

    private static Element byTrial(Map<TrialRecord, Map<String, String>> facts, List<String> differing) {
        List<String> keys =
                COLUMNS.keySet().stream().filter(differing::contains).toList();
        List<String> head = new ArrayList<>(List.of("Trial"));
        keys.forEach(key -> head.add(Objects.requireNonNullElse(COLUMNS.get(key), key)));
        List<List<String>> rows = new ArrayList<>();
        facts.forEach((record, values) -> {
            List<String> row = new ArrayList<>(List.of(record.name()));
            keys.forEach(key -> row.add(values.getOrDefault(key, "")));
            rows.add(row);
        });
        return Table.ofText("By trial", head, 1, rows).element();
    }

    private static Element details(Map<TrialRecord, Map<String, String>> facts, List<String> differing) {
        List<List<String>> rows = new ArrayList<>();
        facts.forEach((record, values) -> {
            String name = record.name();
            for (String key : differing) {
                if (!COLUMNS.containsKey(key) && values.containsKey(key)) {
                    rows.add(List.of(name, title(key), values.getOrDefault(key, "")));
                    name = "";
                }
            }
        });
        List<List<Element>> cells = rows.stream()
                .map(row -> row.stream().map(text -> Element.of("span", text)).toList())
                .toList();
        Table table = new Table("What else differs", "texts", List.of("Trial", "What", "Value"), 2, cells);
        return Element.of("details")
                .with("class", "data")
                .add(
                        Element.of("summary", "Everything else that differs between trials, with hashes"),
                        table.element());
    }

    /** Text by key with dots; lists of texts in one. */
    private static Map<String, String> facts(JsonNode manifest) {
        Map<String, String> facts = new LinkedHashMap<>();
        manifest.properties().forEach(section -> {
            if (!ELSEWHERE.contains(section.getKey())) {
                collect(section.getKey(), section.getValue(), facts);
            }
        });
        return facts;
    }

    /** "420 videos, 420 frames, …" */
    private static String counts(JsonNode set) {
        return set.properties().stream()
                .filter(entry -> entry.getValue().isNumber())
                .map(entry -> entry.getValue().asText() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static void collect(String key, JsonNode value, Map<String, String> facts) {
        if (value.has("videos")) {
            facts.put(key, counts(value));
            facts.put(key + ".sha256", value.path("sha256").asText());
        } else if (value.isObject()) {
            value.properties().forEach(entry -> collect(key + "." + entry.getKey(), entry.getValue(), facts));
        } else if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(each -> texts.add(each.isTextual() ? each.asText() : each.toString()));
            facts.put(key, String.join("; ", texts));
        } else if (value.isDouble()) {
            facts.put(key, String.format(Locale.ROOT, "%.6g", value.asDouble()));
        } else {
            facts.put(key, value.asText());
        }
    }
}
