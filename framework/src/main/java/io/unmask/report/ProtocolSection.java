package io.unmask.report;

import io.unmask.data.Compression;
import io.unmask.evaluate.EvaluationResult.Counts;
import io.unmask.evaluate.ProtocolFingerprint;
import io.unmask.report.html.Element;
import io.unmask.report.html.Table;
import java.util.ArrayList;
import java.util.List;

/** What two numbers must share to be comparable, as a fingerprint a test set and compression level. */
record ProtocolSection(Findings findings) {
    static List<Element> of(Findings findings) {
        return findings.sets().isEmpty() ? List.of() : new ProtocolSection(findings).elements();
    }

    private List<Element> elements() {
        List<List<Element>> rows = new ArrayList<>();
        for (SetEvaluation set : findings.sets()) {
            String name = set.set();
            for (Compression compression : set.compressions()) {
                rows.add(List.of(
                        Element.of("span", name),
                        Element.of("span", compression.name()),
                        Element.of("span", samples(set, compression)),
                        Element.of("span", settings(compression)),
                        fingerprints(set.protocols(compression))));
                name = "";
            }
        }
        Table table = new Table(
                "Protocol fingerprints (SHA-256)",
                "texts",
                List.of("Test set", "Compression", "Samples", "How the level was made", "Fingerprint"),
                2,
                rows);
        return List.of(
                Element.of(
                        "p",
                        "Numbers of two reports may be compared if their fingerprints are equal. It covers which"
                                + " frames of which videos were scored, with labels and people, how the compression level was"
                                + " made, how frames become a video's score ("
                                + findings.results().aggregate().title()
                                + "), and the definitions of the metrics (version "
                                + ProtocolFingerprint.METRIC_DEFINITIONS
                                + "). Detectors and their training are no part of it."),
                table.element());
    }

    private static Element fingerprints(List<String> protocols) {
        Element all = Element.of("span");
        protocols.forEach(protocol -> all.add(Element.of("code", protocol)).text(" "));
        return all;
    }

    private static String samples(SetEvaluation set, Compression compression) {
        return set.cells(set.levels().get(0)).stream()
                .filter(cell -> cell.compression() == compression)
                .map(Cell::counts)
                .map(ProtocolSection::text)
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }

    private static String text(Counts counts) {
        return counts.positives() + " fake and " + counts.negatives() + " real frames of " + counts.videos()
                + " videos and " + counts.identities() + " people";
    }

    private String settings(Compression compression) {
        return findings.records().stream()
                .filter(each -> each.trial().compression() == compression)
                .map(TrialRecord::compressionSettings)
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }
}
