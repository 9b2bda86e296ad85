package io.unmask.experiments.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

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
        Map<String, Object> machine = settings.machine();
        line(
                "%s, %s cores, libtorch %s, %s",
                machine.get("processor"), machine.get("cores"), machine.get("libtorch"), machine.get("java"));
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
        for (TrainFigures.Part part : figures.parts()) {
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
                    "Memory: at most %,d MiB resident (%,d MiB before the network was made; Java has reserved %,d MiB)",
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
