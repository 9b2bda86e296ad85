package io.unmask.report;

import io.unmask.data.Compression;
import io.unmask.evaluate.Curves;
import io.unmask.evaluate.Estimate;
import io.unmask.evaluate.Level;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;

/** ROC and precision-recall curves: a panel a compression level, a line a variant, averaged over seeds. */
record CurvePlots(SetEvaluation evaluation, Level level) {
    /** Lines of a legend that leave the curves free. */
    private static final int MOST_INSIDE = 5;

    private static final int LEGEND_LINE = 18;

    /** False against true positive rate, averaged vertically; the AUC in the legend is the mean over seeds. */
    Figure roc() {
        List<XYChart> panels = new ArrayList<>();
        for (Compression compression : evaluation.compressions()) {
            XYChart panel = panel(compression, "False positive rate", "True positive rate", LegendPosition.InsideSE);
            PlotStyle.guide(panel, "chance", new double[] {0, 1}, new double[] {0, 1});
            double[] grid = Curves.grid();
            // From the corner: the curve rises at false positive rate 0 before it moves right.
            double[] x = prepended(0, grid);
            addLines(
                    compression,
                    MetricTitle.AUC,
                    (curves, i) ->
                            PlotStyle.curve(panel, evaluation.variants().get(i), i, x, prepended(0, curves.tpr())));
            panels.add(panel);
        }
        return new Figure(name("roc"), panels);
    }

    /** Recall against precision; the dashed line is the share of fakes, which chance reaches. */
    Figure precisionRecall() {
        List<XYChart> panels = new ArrayList<>();
        for (Compression compression : evaluation.compressions()) {
            XYChart panel = panel(compression, "Recall", "Precision", LegendPosition.InsideSW);
            double share = shareOfFakes(compression);
            PlotStyle.guide(panel, "chance", new double[] {0, 1}, new double[] {share, share});
            addLines(
                    compression,
                    MetricTitle.AP,
                    (curves, i) ->
                            PlotStyle.curve(panel, evaluation.variants().get(i), i, Curves.grid(), curves.precision()));
            panels.add(panel);
        }
        return new Figure(name("pr"), panels);
    }

    /** With the legend where the curves are not; below the axes if it is too long for that. */
    private XYChart panel(Compression compression, String xTitle, String yTitle, LegendPosition inside) {
        List<String> variants = evaluation.variants();
        long lines = variants.stream()
                .mapToLong(variant -> PlotStyle.legendLabel(variant, number(MetricTitle.AUC, 1))
                        .lines()
                        .count())
                .sum();
        boolean below = lines > MOST_INSIDE;
        int higher = below ? (int) (lines + 1) * LEGEND_LINE : 0;
        XYChart panel = PlotStyle.panel("Compression " + compression, xTitle, yTitle, 0, higher);
        PlotStyle.unitAxes(panel);
        panel.getStyler().setLegendPosition(below ? LegendPosition.OutsideS : inside);
        return panel;
    }

    private interface Line {
        XYSeries add(Curves curves, int variant);
    }

    private void addLines(Compression compression, MetricTitle metric, Line line) {
        List<String> variants = evaluation.variants();
        for (int i = 0; i < variants.size(); i++) {
            Cell cell = evaluation.cell(variants.get(i), compression, level);
            Estimate mean = cell == null ? null : cell.mean(metric.column());
            if (cell != null && mean != null) {
                line.add(Curves.mean(cell.curves()), i)
                        .setLabel(PlotStyle.legendLabel(variants.get(i), number(metric, mean.value())));
            }
        }
    }

    private static String number(MetricTitle metric, double value) {
        return metric.title() + " " + metric.value(value);
    }

    private double shareOfFakes(Compression compression) {
        return evaluation.cells(level).stream()
                .filter(cell -> cell.compression() == compression)
                .map(Cell::counts)
                .mapToDouble(counts -> (double) counts.positives() / (counts.positives() + counts.negatives()))
                .findFirst()
                .orElse(Double.NaN);
    }

    private String name(String kind) {
        return String.join("-", kind, FileName.of(evaluation.set()), level.label());
    }

    private static double[] prepended(double first, double[] rest) {
        double[] all = new double[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
