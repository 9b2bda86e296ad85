package io.unmask.report;

import io.unmask.data.Compression;
import io.unmask.evaluate.Estimate;
import io.unmask.evaluate.Interval;
import io.unmask.evaluate.Level;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * ACC and AUC as bars with their 95 % intervals: a group a compression level, a bar a variant. Drawn as
 * polygons, since XChart's own bars know symmetric error bars only, and percentile intervals are not.
 */
record BarPlot(SetEvaluation evaluation, Level level) {
    private static final double GROUP_WIDTH = 0.7;
    /** Below the bars, in percent of the axis, for the names of the groups. */
    private static final double LABEL_ROOM = 8;

    private static final double CHANCE = 50;
    private static final Color WHISKER = new Color(0x222222);

    Figure figure() {
        return new Figure(
                String.join("-", "bars", FileName.of(evaluation.set()), level.label()),
                List.of(panel(MetricTitle.ACC, false), panel(MetricTitle.AUC, true)));
    }

    /** One legend for both panels, beside the last one, which is wider by it. */
    private XYChart panel(MetricTitle metric, boolean legend) {
        List<Compression> compressions = evaluation.compressions();
        XYChart panel = PlotStyle.panel(
                "", "", metric.title() + " (%)", legend ? PlotStyle.legendWidth(evaluation.variants()) : 0, 0);
        var style = panel.getStyler();
        style.setChartTitleVisible(false);
        style.setLegendPosition(LegendPosition.OutsideE).setLegendVisible(legend);
        style.setLegendBorderColor(Color.WHITE);
        style.setXAxisMin(-0.5).setXAxisMax(compressions.size() - 0.5);
        style.setYAxisMin(-LABEL_ROOM).setYAxisMax(102.0).setYAxisDecimalPattern("0");
        style.setYAxisTickMarkSpacingHint(50).setXAxisTicksVisible(false);
        style.setPlotGridVerticalLinesVisible(false).setXAxisTitleVisible(false);
        style.setPlotBorderVisible(false);
        double[] ends = {-0.5, compressions.size() - 0.5};
        PlotStyle.guide(panel, "chance", ends, new double[] {CHANCE, CHANCE});
        for (int c = 0; c < compressions.size(); c++) {
            panel.addAnnotation(new AnnotationText(compressions.get(c).name(), c, -LABEL_ROOM / 2, false));
        }
        List<String> variants = evaluation.variants();
        for (int v = 0; v < variants.size(); v++) {
            for (int c = 0; c < compressions.size(); c++) {
                Cell cell = evaluation.cell(variants.get(v), compressions.get(c), level);
                Estimate mean = cell == null ? null : cell.mean(metric.column());
                if (mean != null) {
                    addBar(panel, v, c, mean);
                }
            }
        }
        // Last, so that the base line lies over the feet of the bars.
        PlotStyle.base(panel, ends);
        return panel;
    }

    private void addBar(XYChart panel, int variant, int group, Estimate mean) {
        double width = GROUP_WIDTH / evaluation.variants().size();
        double left = group - GROUP_WIDTH / 2 + variant * width + 0.04 * width;
        double right = left + 0.92 * width;
        double top = 100 * mean.value();
        String name = evaluation.variants().get(variant);
        XYSeries bar = panel.addSeries(
                name + "\n" + group, new double[] {left, left, right, right}, new double[] {0, top, top, 0});
        bar.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        bar.setMarker(SeriesMarkers.NONE).setLabel(name);
        bar.setFillColor(PlotStyle.colour(variant)).setShowInLegend(group == 0);
        bar.setLineColor(PlotStyle.colour(variant)).setLineStyle(new BasicStroke(1));
        Interval interval = mean.interval();
        if (!Double.isNaN(interval.low())) {
            addWhisker(panel, name + "\n" + group, (left + right) / 2, width / 6, interval);
        }
    }

    /** One line that goes up and draws both caps on its way. */
    private static void addWhisker(XYChart panel, String name, double x, double cap, Interval interval) {
        double low = 100 * interval.low();
        double high = 100 * interval.high();
        XYSeries whisker = panel.addSeries(
                name + "\ninterval",
                new double[] {x - cap, x + cap, x, x, x - cap, x + cap},
                new double[] {low, low, low, high, high, high});
        whisker.setMarker(SeriesMarkers.NONE).setShowInLegend(false);
        whisker.setLineColor(WHISKER).setLineStyle(new BasicStroke(1.4f));
    }
}
