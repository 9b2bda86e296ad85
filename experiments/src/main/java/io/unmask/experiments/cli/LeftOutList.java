package io.unmask.experiments.cli;

import io.unmask.data.prepare.LeftOut;
import io.unmask.data.prepare.PrepareOutcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells what had to be left out of a data set, each with its cause. */
final class LeftOutList {
    private static final int SHOWN = 20;

    private LeftOutList() {}

    static void print(PrintWriter out, PrepareOutcome outcome, Path folder) {
        if (!outcome.isPartial()) {
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "left out: %,d videos, and %,d frames of others%s",
                outcome.leftOut().size(),
                outcome.skippedFrames(),
                outcome.complete() ? "; all of them in " + folder.resolve("skipped.csv") : ""));
        List<LeftOut> leftOut = outcome.leftOut();
        for (LeftOut each : leftOut.subList(0, Math.min(SHOWN, leftOut.size()))) {
            out.println("  " + each.rule() + ": " + each.what() + "\n      " + each.cause());
        }
        if (leftOut.size() > SHOWN) {
            out.println("  … and " + (leftOut.size() - SHOWN) + " more");
        }
    }
}
