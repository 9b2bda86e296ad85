package io.unmask.experiments.run;

import io.unmask.data.cache.BuildListener;
import io.unmask.train.EpochResult;
import io.unmask.train.TrainingListener;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells how a trial goes: on a terminal one line that changes, elsewhere a plain line an epoch. Goes to
 * standard error, so that standard output holds results alone.
 */
final class TrialProgress implements TrainingListener {
    private static final long REFRESH_NANOS = 500_000_000L;
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private final String title;
    private final Eta eta;
    private long lastPrint;

    /** Seconds left for the whole experiment, given those left for this trial's training. */
    @FunctionalInterface
    interface Eta {
        /** The estimate in seconds. */
        double secondsLeft(double trialSecondsLeft);
    }

    TrialProgress(PrintStream out, boolean terminal, String title, Eta eta) {
        this.out = out;
        this.terminal = terminal;
        this.title = title;
        this.eta = eta;
    }

    @Override
    public void step(StepProgress progress) {
        long now = System.nanoTime();
        if (!terminal || now - lastPrint < REFRESH_NANOS) {
            return;
        }
        lastPrint = now;
        out.printf(
                Locale.ROOT,
                "%s%s  epoch %d/%d  step %d/%d  loss %.4f  %.0f images/s  %s left, all %s",
                CLEAR_LINE,
                title,
                progress.epoch(),
                progress.epochs(),
                progress.step(),
                progress.steps(),
                progress.loss(),
                progress.imagesPerSecond(),
                Duration.text(progress.secondsLeft()),
                Duration.text(eta.secondsLeft(progress.secondsLeft())));
        out.flush();
    }

    @Override
    public void epoch(EpochResult result) {
        StringBuilder metrics = new StringBuilder();
        result.metrics().forEach((name, value) -> metrics.append(String.format(Locale.ROOT, "  %s %.4f", name, value)));
        say(String.format(
                Locale.ROOT,
                "%s  epoch %d  loss %.4f%s  %.0f images/s",
                title,
                result.epoch(),
                result.trainLoss(),
                metrics,
                result.imagesPerSecond()));
    }

    /** Tells how the making of a cache goes: on a terminal as it goes, elsewhere when it begins. */
    BuildListener buildListener() {
        return new BuildListener() {
            @Override
            public void message(String text) {
                say(title + "  " + text);
            }

            @Override
            public void progress(String what, int done, int total) {
                if (terminal && System.nanoTime() - lastPrint >= REFRESH_NANOS) {
                    lastPrint = System.nanoTime();
                    out.printf(Locale.ROOT, "%s%s  making %s: %d of %d pictures", CLEAR_LINE, title, what, done, total);
                    out.flush();
                } else if (!terminal && done == total) {
                    say(title + "  made " + what + ": " + total + " pictures");
                }
            }
        };
    }

    /** Tells something that happens once. */
    void message(String text) {
        say(title + "  " + text);
    }

    /** Tells that a set is being scored. */
    void scoring(String set, int pictures) {
        say(title + "  scoring " + set + ": " + pictures + " pictures");
    }

    private void say(String line) {
        out.println((terminal ? CLEAR_LINE : "") + line);
    }
}
