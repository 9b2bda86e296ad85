package io.unmask.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The one look of all plots: white ground, thin grey grid, colours that colour-blind readers can tell apart. */
final class PlotStyle {
    static final String FONT_FAMILY = Font.SANS_SERIF;

    static final int PANEL_WIDTH = 380;
    static final int PANEL_HEIGHT = 360;

    /** Okabe and Ito (2008), without yellow, which is too light for lines on white. */
    private static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0x56B4E9),
        new Color(0xE69F00),
        new Color(0x000000)
    };

    /** Begins the names of lines that are no variants, so that a variant may be called "chance". */
    private static final String HIDDEN = "\n";

    private static final Font LEGEND_FONT = new Font(FONT_FAMILY, Font.PLAIN, 12);
    private static final int LEGEND_MARGIN = 60;
    /** Of the width of a chart: XChart cuts wider text. */
    private static final double LEGEND_SHARE = 0.44;

    private static final Color TEXT = new Color(0x222222);
    private static final Color AXIS = new Color(0x666666);
    private static final Color GRID = new Color(0xE4E4E4);
    private static final float LINE_WIDTH = 1.8f;
    private static final double ROOM = 0.02;
    private static final float[] SOLID = {};
    private static final float[][] DASHES = {SOLID, {7, 3}, {2, 3}, {9, 3, 2, 3}};

    private PlotStyle() {}

    /** Repeats after seven, then with another dash. */
    static Color colour(int series) {
        return COLOURS[series % COLOURS.length];
    }

    /** Colour and dash differ together, so that a grey print can be read too. */
    static BasicStroke stroke(int series) {
        return stroke(LINE_WIDTH, DASHES[series % DASHES.length]);
    }

    private static BasicStroke stroke(float width, float[] dash) {
        return new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash.length == 0 ? null : dash, 0);
    }

    /** An empty panel of the usual size. */
    static XYChart panel(String title, String xTitle, String yTitle) {
        return panel(title, xTitle, yTitle, 0, 0);
    }

    /** An empty panel, larger by some units where a legend stands outside. */
    static XYChart panel(String title, String xTitle, String yTitle, int wider, int higher) {
        XYChart chart = new XYChart(PANEL_WIDTH + wider, PANEL_HEIGHT + higher);
        chart.setTitle(title);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        XYStyler style = chart.getStyler();
        style.setLocale(Locale.ROOT);
        style.setBaseFont(new Font(FONT_FAMILY, Font.PLAIN, 12));
        style.setChartTitleFont(new Font(FONT_FAMILY, Font.BOLD, 14));
        style.setAxisTitleFont(new Font(FONT_FAMILY, Font.PLAIN, 13));
        style.setAxisTickLabelsFont(new Font(FONT_FAMILY, Font.PLAIN, 12));
        style.setLegendFont(LEGEND_FONT);
        style.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
        style.setChartFontColor(TEXT).setChartTitleBoxVisible(false);
        style.setPlotBorderColor(AXIS).setPlotBorderVisible(true);
        style.setAxisTickLabelsColor(TEXT).setAxisTickMarksColor(AXIS);
        style.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(stroke(1, SOLID));
        style.setLegendBackgroundColor(new Color(255, 255, 255, 225)).setLegendBorderColor(GRID);
        style.setLegendPosition(LegendPosition.InsideSE).setLegendPadding(6).setLegendSeriesLineLength(22);
        style.setChartPadding(10).setPlotContentSize(1);
        style.setPlotMargin(0).setAxisTickPadding(4).setAxisTicksLineVisible(false);
        style.setAnnotationTextFont(new Font(FONT_FAMILY, Font.PLAIN, 13)).setAnnotationTextFontColor(TEXT);
        style.setYAxisLabelAlignment(TextAlignment.Right).setMarkerSize(5);
        return chart;
    }

    /** Axes from 0 to 1 with ticks that are not crowded. */
    static void unitAxes(XYChart chart) {
        XYStyler style = chart.getStyler();
        xRange(chart, 0, 1);
        yRange(chart, 0, 1);
        style.setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
        style.setXAxisTickMarkSpacingHint(50).setYAxisTickMarkSpacingHint(45);
    }

    /** The range of an axis with some room, without which ticks and lines at its ends would be cut off. */
    static void xRange(XYChart chart, double low, double high) {
        double room = high > low ? ROOM * (high - low) : 0.5;
        chart.getStyler().setXAxisMin(low - room).setXAxisMax(high + room);
    }

    /** As {@link #xRange}. */
    static void yRange(XYChart chart, double low, double high) {
        double room = high > low ? ROOM * (high - low) : 0.5;
        chart.getStyler().setYAxisMin(low - room).setYAxisMax(high + room);
    }

    /** A line without markers in the look of the n-th series. */
    static XYSeries line(XYChart chart, String name, int series, double[] x, double[] y) {
        XYSeries line = chart.addSeries(name, x, y);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(colour(series));
        line.setLineStyle(stroke(series));
        return line;
    }

    /** A line of many points that lie close together. */
    static XYSeries curve(XYChart chart, String name, int series, double[] x, double[] y) {
        XYSeries line = line(chart, name, series, x, y);
        // As one path: otherwise every segment starts its dashes anew, which makes a dense line solid.
        line.setSmooth(true);
        return line;
    }

    /** The room that a legend beside the axes takes. */
    static int legendWidth(List<String> labels) {
        return labels.stream().mapToInt(PlotStyle::legendTextWidth).max().orElse(0) + LEGEND_MARGIN;
    }

    /** A name with a number, broken into lines short enough for XChart not to cut them off. */
    static String legendLabel(String name, String number) {
        StringBuilder label = new StringBuilder();
        StringBuilder line = new StringBuilder();
        String text = name + ", " + number;
        for (int i = 0; i < text.length(); i++) {
            line.append(text.charAt(i));
            if (legendTextWidth(line.toString()) > LEGEND_SHARE * PANEL_WIDTH) {
                int space = line.lastIndexOf(" ");
                int end = space > 0 ? space : line.length() - 1;
                label.append(line, 0, end).append('\n');
                line.delete(0, space > 0 ? end + 1 : end);
            }
        }
        return label.append(line).toString();
    }

    private static int legendTextWidth(String text) {
        FontRenderContext context = new FontRenderContext(null, true, true);
        return (int) Math.ceil(LEGEND_FONT.getStringBounds(text, context).getWidth());
    }

    /** A thin grey line that the legend leaves out: chance, or a level to compare with. */
    static void guide(XYChart chart, String name, double[] x, double[] y) {
        XYSeries line = chart.addSeries(HIDDEN + name, x, y);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(new Color(0x999999));
        line.setLineStyle(stroke(1, new float[] {3, 3}));
        line.setShowInLegend(false);
    }

    /** The line at 0 that bars stand on. */
    static void base(XYChart chart, double[] x) {
        XYSeries line = chart.addSeries(HIDDEN + "base", x, new double[] {0, 0});
        line.setMarker(SeriesMarkers.NONE).setShowInLegend(false);
        line.setLineColor(AXIS).setLineStyle(stroke(1, SOLID));
    }
}
