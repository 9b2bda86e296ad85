package io.unmask.experiments.cli;

import io.unmask.weights.DownloadListener;
import java.io.PrintStream;
import java.util.Locale;

/** Prints how far a download is: one changing line for people, a line each tenth for logs. */
final class DownloadProgress implements DownloadListener {
    private static final boolean TERMINAL = Boolean.getBoolean("unmask.terminal");
    private static final int STEPS = TERMINAL ? 200 : 10;

    private final PrintStream log;
    private long shown = -1;

    DownloadProgress(PrintStream log) {
        this.log = log;
    }

    @Override
    public void progress(long done, long total) {
        if (total <= 0 || done * STEPS / total == shown) {
            return;
        }
        shown = done * STEPS / total;
        String line = String.format(Locale.ROOT, "  %.1f of %.1f MiB", done / 0x1p20, total / 0x1p20);
        if (TERMINAL) {
            log.print("\r" + line + (done == total ? "\n" : ""));
        } else {
            log.println(line);
        }
        log.flush();
    }
}
