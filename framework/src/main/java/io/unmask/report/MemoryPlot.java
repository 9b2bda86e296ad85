package io.unmask.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Memory over the updates of a training.
 *
 * @param title of the plot
 * @param updates where it was read
 * @param mebibytes what was read, by name, one an update
 */
public record MemoryPlot(String title, double[] updates, Map<String, double[]> mebibytes) {
    private static final int WIDER = 300;
    private static final int HIGHER = 30;

    /** Copies the map, keeping its order. */
    public MemoryPlot {
        mebibytes = new LinkedHashMap<>(mebibytes);
    }

    /** Writes {@code memory.png} and {@code memory.svg}. */
    public List<Path> write(Path folder) {
        XYChart panel = PlotStyle.panel(title, "Update", "MiB", WIDER, HIGHER);
        panel.getStyler().setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
        panel.getStyler().setXAxisDecimalPattern("#,##0").setYAxisDecimalPattern("#,##0");
        PlotStyle.xRange(panel, 0, most(updates));
        // From 0: a curve that fills the height of its own noise would look like one that grows.
        PlotStyle.yRange(
                panel,
                0,
                mebibytes.values().stream().mapToDouble(MemoryPlot::most).max().orElse(1));
        int series = 0;
        for (var entry : mebibytes.entrySet()) {
            PlotStyle.curve(panel, entry.getKey(), series++, updates, entry.getValue());
        }
        return new Figure("memory", List.of(panel)).write(folder);
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(1);
    }
}
