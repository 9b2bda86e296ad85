package io.unmask.experiments.cli;

import io.unmask.data.prepare.LeftOut;
import io.unmask.data.prepare.PrepareListener;
import io.unmask.experiments.run.Duration;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Prints how far a preparation is: one changing line for people, a line each twentieth for logs. */
final class PrepareProgress implements PrepareListener {
    private static final boolean TERMINAL = Boolean.getBoolean("unmask.terminal");
    private static final int STEPS = TERMINAL ? 1000 : 20;
    private static final double NANOS = 1e9;

    private final PrintStream log;
    private long begin;
    private int videos;
    private int kept;
    private int done;
    private int leftOut;
    private int shown;

    PrepareProgress(PrintStream log) {
        this.log = log;
    }

    @Override
    public synchronized void begin(int videosInAll, int keptFromBefore) {
        begin = System.nanoTime();
        videos = videosInAll;
        kept = keptFromBefore;
        done = 0;
        shown = 0;
        if (kept > 0) {
            log.println(kept + " of " + videos + " videos are there from an earlier run");
        }
    }

    @Override
    public synchronized void done(Optional<LeftOut> reason) {
        done++;
        leftOut += reason.isPresent() ? 1 : 0;
        int todo = videos - kept;
        int step = (int) ((long) done * STEPS / todo);
        if (step == shown && done < todo) {
            return;
        }
        shown = step;
        double seconds = (System.nanoTime() - begin) / NANOS;
        String line = String.format(
                Locale.ROOT,
                "  %,d of %,d videos%s%s",
                kept + done,
                videos,
                leftOut == 0 ? "" : ", " + leftOut + " left out",
                done == todo ? "" : ", about " + Duration.text(seconds / done * (todo - done)) + " left");
        if (TERMINAL) {
            log.print("\r\033[K" + line);
        } else {
            log.println(line);
        }
        log.flush();
    }

    /** Ends the changing line. */
    synchronized void end() {
        if (TERMINAL && done > 0) {
            log.println();
        }
    }
}
