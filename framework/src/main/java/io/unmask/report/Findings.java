package io.unmask.report;

import io.unmask.evaluate.Estimate;
import io.unmask.report.html.Element;
import io.unmask.report.html.Look;
import io.unmask.report.html.Panels.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a page is made from.
 *
 * @param results what was asked
 * @param sets the numbers of every test set
 * @param robustness the same under losses of quality, where that was asked for
 * @param records every finished trial with its settings and manifest
 * @param refusals the evaluations that refused to report a number
 */
record Findings(
        ExperimentResults results,
        List<SetEvaluation> sets,
        List<RobustnessEvaluation> robustness,
        List<TrialRecord> records,
        List<String> refusals) {
    /** The content of a section for every test set that has numbers, under headings where there are several. */
    List<Element> bySet(Function<SetEvaluation, List<Element>> content) {
        List<Element> all = new ArrayList<>();
        for (SetEvaluation set : sets) {
            if (set.hasNumbers(set.drawnLevel())) {
                List<Element> made = content.apply(set);
                if (sets.size() > 1 && !made.isEmpty()) {
                    all.add(Element.of("h3", set.set()));
                }
                all.addAll(made);
            }
        }
        return all;
    }

    /** The variant that the others are compared with. */
    @Nullable
    String baseline() {
        return results.baseline();
    }

    /** Frames or videos, as a word in a caption. */
    String unit(SetEvaluation set) {
        return set.levels().size() > 1
                ? "Videos, scored by the " + results.aggregate().title() + " of their frames."
                : "Every picture by itself.";
    }

    /** The numbers of a cell at the level that is drawn; null if there are none. */
    @Nullable
    static Estimate mean(@Nullable Cell cell, String metric) {
        return cell == null ? null : cell.mean(metric);
    }

    /** How a variant looks in every plot of the page, whichever test sets it has scores on. */
    String look(String variant) {
        return Look.of(series(variant));
    }

    /** Its colour alone. */
    String colour(String variant) {
        return Look.colour(series(variant));
    }

    private int series(String variant) {
        return Math.max(0, variants().indexOf(variant));
    }

    /** All variants, in the order of the trials. */
    List<String> variants() {
        return results.trials().stream().map(TrialResult::variant).distinct().toList();
    }

    /** A legend of the variants of a test set. */
    List<Series> legend(SetEvaluation set) {
        return set.variants().stream()
                .map(variant -> new Series(look(variant), variant))
                .toList();
    }
}
