package io.unmask.report;

import io.unmask.evaluate.Estimate;
import io.unmask.evaluate.Interval;
import io.unmask.evaluate.Level;
import io.unmask.report.html.Axis;
import io.unmask.report.html.Element;
import io.unmask.report.html.Look;
import io.unmask.report.html.Strip;
import io.unmask.report.html.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Paired differences as a forest plot: a point with its interval a row, and the same in numbers. */
final class ForestSection {
    private ForestSection() {}

    static List<Element> of(Findings findings) {
        return findings.bySet(set -> ofSet(findings, set));
    }

    private static List<Element> ofSet(Findings findings, SetEvaluation set) {
        Level level = set.drawnLevel();
        Tables tables = new Tables(findings.results(), set, level);
        List<Difference> differences = tables.differenceList().stream()
                // What was asked before what compression does.
                .sorted(Comparator.comparing(Difference::kind).reversed())
                .toList();
        if (differences.isEmpty()) {
            boolean alone = set.variants().size() == 1 && set.compressions().size() == 1;
            String why = "Nothing to compare: there is one variant at one compression level.";
            return alone ? List.of(Element.of("p", why).with("class", "quiet")) : List.of();
        }
        List<Element> content = new ArrayList<>();
        content.add(forest(set, MetricTitle.AUC, differences, Difference::auc));
        content.add(forest(set, MetricTitle.ACC, differences, Difference::acc));
        Element notes = Element.of("div").with("class", "notes");
        notes.add(Element.of(
                "p",
                findings.unit(set) + " Dots are differences, lines their 95 % intervals; the dashed line is"
                        + " 0. In colour, with a mark beside p, where a difference is significant after correction."));
        tables.differences().notes().forEach(note -> notes.add(Element.of("p", note)));
        content.add(notes);
        return content;
    }

    private static Element forest(
            SetEvaluation set,
            MetricTitle metric,
            List<Difference> differences,
            Function<Difference, Estimate> estimate) {
        Strip strip = new Strip(axis(metric, differences, estimate));
        List<List<Element>> rows = new ArrayList<>();
        String last = "";
        for (Difference difference : differences) {
            Estimate value = estimate.apply(difference);
            Interval interval = value.interval();
            String mark = difference.mark(metric);
            PairedTest test = difference.test(metric, PairedTest.Kind.BOOTSTRAP);
            rows.add(List.of(
                    Element.of("span", difference.within().equals(last) ? "" : difference.within()),
                    Element.of("span", difference.what()),
                    strip.interval(
                            mark.isEmpty() ? "faint" : Look.colour(0),
                            100 * value.value(),
                            100 * interval.low(),
                            100 * interval.high(),
                            0),
                    Table.cell(metric.signedDifference(value)),
                    Element.of("span", (mark + " " + (test == null ? "–" : test.shown())).strip())));
            last = difference.within();
        }
        return new Table(
                        metric.title() + " on " + set.set() + ": differences in percentage points",
                        "strips",
                        List.of("Within", "Difference", "", metric.title(), "p (Holm)"),
                        2,
                        rows,
                        List.of(
                                Element.of("span"),
                                Element.of("span"),
                                strip.numbers(),
                                Element.of("span"),
                                Element.of("span")))
                .element();
    }

    private static Axis axis(
            MetricTitle metric, List<Difference> differences, Function<Difference, Estimate> estimate) {
        double low = 0;
        double high = 0;
        for (Difference difference : differences) {
            Estimate value = estimate.apply(difference);
            Interval interval = value.interval();
            low = Math.min(low, 100 * lesser(value.value(), interval.low()));
            high = Math.max(high, 100 * greater(value.value(), interval.high()));
        }
        return Axis.around(metric.title(), low, high);
    }

    private static double lesser(double value, double end) {
        return Double.isNaN(end) ? value : Math.min(value, end);
    }

    private static double greater(double value, double end) {
        return Double.isNaN(end) ? value : Math.max(value, end);
    }
}
