package io.unmask.experiments.cli;

import io.unmask.data.BuildListener;
import io.unmask.experiments.run.Duration;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints how far an export is, with the time left: one changing line for people, a line each tenth for logs. */
final class ExportProgress implements BuildListener {
    private static final boolean TERMINAL = Boolean.getBoolean("unmask.terminal");
    private static final int STEPS = TERMINAL ? 200 : 10;

    private final PrintWriter log;
    private final long start = System.nanoTime();
    private long shown;

    ExportProgress(PrintWriter log) {
        this.log = log;
    }

    @Override
    public void message(String text) {
        log.println(text);
        log.flush();
    }

    @Override
    public void progress(String what, int done, int total) {
        long step = (long) done * STEPS / total;
        if (step == shown) {
            return;
        }
        shown = step;
        double seconds = (System.nanoTime() - start) / 1e9;
        String left = done == total
                ? "in " + Duration.text(seconds)
                : Duration.text(seconds / done * (total - done)) + " left";
        String line = String.format(Locale.ROOT, "  %,d of %,d %s, %s", done, total, what, left);
        log.print(TERMINAL ? "\r" + line + (done == total ? "\n" : "  ") : line + "\n");
        log.flush();
    }
}
