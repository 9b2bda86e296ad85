package io.unmask.experiments.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the figures of a network's speed for people. */
public final class NetworkTable {
    private static final double MILLIS = 1000;
    private static final double PERCENT = 100;
    private static final String ROW = "%-28s %10s %10s %10s %10s %8s";

    private final PrintWriter out;

    /** A printer. */
    public NetworkTable(PrintWriter out) {
        this.out = out;
    }

    /** Prints what figures depend on. */
    private void settings(BenchSettings settings) {
        String side = settings.sidePixels() + " x " + settings.sidePixels();
        line(
                "%s of %s: batches of %d at %s, %s, %s, %d thread%s, %s",
                settings.network(),
                settings.trial(),
                settings.batchSize(),
                settings.frames() > 1 ? settings.frames() + " x " + side : side,
                settings.device(),
                settings.precision(),
                settings.threads(),
                settings.threads() == 1 ? "" : "s",
                settings.input().equals("noise")
                        ? "one batch of noise in place of data"
                        : "the experiment's data, " + settings.workers() + " workers");
        BenchSettings.Machine machine = settings.machine();
        line("%s, %d cores, libtorch %s, %s", machine.processor(), machine.cores(), machine.libtorch(), machine.java());
        out.println();
    }

    /** Prints the figures of a training. */
    public void print(TrainFigures figures) {
        settings(figures.settings());
        line(
                "%.1f images/s at the median update of %d (%.1f over all of them), after %d that do not count",
                figures.imagesPerSecond(), figures.steps(), figures.overallImagesPerSecond(), figures.warmUp());
        out.println();
        line(ROW, "Milliseconds of an update", "median", "p10", "p90", "highest", "share");
        spread("whole", figures.step(), "");
        Spread serialised = figures.serialised();
        if (serialised != null) {
            spread("whole, parts waited for", serialised, "");
        }
        for (Part part : figures.parts()) {
            spread("  " + part.name(), part.seconds(), String.format(Locale.ROOT, "%.1f %%", PERCENT * part.share()));
        }
        if (serialised != null) {
            line(
                    "The parts are those of updates in which the device was waited for after each, which serialises host and"
                            + " device;");
            line("the first line and images/s are those of blocks of 16 updates in which it was not, in the same run.");
        }
        out.println();
        memory(figures.memory());
        if (figures.trend() != null) {
            trend(figures.trend());
        }
    }

    private void parts(List<Part> parts) {
        for (Part part : parts) {
            spread("  " + part.name(), part.seconds(), String.format(Locale.ROOT, "%.1f %%", PERCENT * part.share()));
        }
    }

    /** Prints the figures of scoring a set. */
    public void print(EvaluateFigures figures) {
        settings(figures.settings());
        line(
                "%.1f images/s in the median pass of %d over %,d pictures",
                figures.imagesPerSecond(), figures.pass().count(), figures.pictures());
        out.println();
        line(ROW, "Milliseconds of a pass", "median", "p10", "p90", "highest", "share");
        spread("whole", figures.pass(), "");
        parts(figures.parts());
        out.println();
        memory(figures.memory());
    }

    /** Prints the figures of a detector's answers. */
    public void print(InferFigures figures) {
        settings(figures.settings());
        Spread latency = figures.latency();
        line(
                "One picture alone: %s ms (median of %d), p95 %s, p99 %s, highest %s",
                milliseconds(latency.median()),
                latency.count(),
                milliseconds(latency.p95()),
                milliseconds(latency.p99()),
                milliseconds(latency.highest()));
        out.println();
        line(ROW, "Pictures at once", "images/s", "ms: median", "p10", "p90", "batches");
        for (InferFigures.Throughput each : figures.throughput()) {
            line(
                    ROW,
                    Integer.toString(each.batchSize()),
                    String.format(Locale.ROOT, "%,.1f", each.imagesPerSecond()),
                    milliseconds(each.batch().median()),
                    milliseconds(each.batch().p10()),
                    milliseconds(each.batch().p90()),
                    Integer.toString(each.batch().count()));
        }
        out.println();
        memory(figures.memory());
    }

    private void trend(MemoryTrend trend) {
        line(
                "Resident memory: %,.0f MiB in the second tenth of the updates, %,.0f MiB in the last (Java has set %,.0f MiB"
                        + " aside);",
                trend.early(), trend.late(), trend.lateJavaHeap());
        line(
                "  %+.2f MiB in 1,000 updates of the second half. Open native arrays: %,d, then %,d",
                trend.perThousand(), trend.earlyArrays(), trend.lateArrays());
    }

    private void spread(String name, Spread spread, String share) {
        line(
                ROW,
                name,
                milliseconds(spread.median()),
                milliseconds(spread.p10()),
                milliseconds(spread.p90()),
                milliseconds(spread.highest()),
                share);
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%,.2f", MILLIS * seconds);
    }

    private void memory(MemoryFigures memory) {
        if (memory.peakResident() >= 0) {
            line(
                    "Memory: at most %,d MiB resident (%,d MiB before the network was made; Java has set %,d MiB aside)",
                    memory.peakResident(), memory.before(), memory.javaHeap());
        }
        if (memory.device() != null) {
            line("Memory of the device in use: %,d MiB", memory.device());
        }
    }

    /** Prints how a peer did. */
    public void print(PeerFigures peer) {
        out.println();
        line("Against, %d rounds in turn: %s", peer.rounds(), peer.command());
        line("%-28s %12s %12s   %s", "", "here", "there", "speed here / there: lowest, median, highest");
        for (PeerFigures.Ratio ratio : peer.ratios()) {
            line(
                    "%-28s %12.5g %12.5g   %.3f, %.3f, %.3f",
                    ratio.figure(),
                    ratio.ours().median(),
                    ratio.peer().median(),
                    ratio.speed().lowest(),
                    ratio.speed().median(),
                    ratio.speed().highest());
        }
        for (String difference : peer.differences()) {
            line("NOT THE SAME: %s", difference);
        }
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
