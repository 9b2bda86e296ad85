package io.unmask.experiments.run;

import io.unmask.data.BuildListener;
import io.unmask.train.EpochResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How the trials of a run go: on a terminal a table that changes in place, elsewhere a plain line an event. Goes to
 * standard error, so that standard output holds results alone. Safe for any thread.
 */
final class Board {
    private static final long REFRESH_NANOS = 500_000_000L;
    private static final double NANOS = 1e9;
    private static final String CLEAR_REST = "\033[J";
    private static final int MOST_FINISHED = 4;
    private static final int DEFAULT_COLUMNS = 100;

    private final PrintStream out;
    private final boolean terminal;
    private int jobs;
    private String note = "";
    private final Map<String, BoardRow> rows = new LinkedHashMap<>();
    private int begun;
    private int drawnLines;
    private long lastDraw;

    /**
     * A board.
     *
     * @param terminal whether lines can be changed
     * @param jobs trials that run at a time
     * @param ids trials that are to be run
     */
    Board(PrintStream out, boolean terminal, int jobs, List<String> ids) {
        this.out = out;
        this.terminal = terminal;
        this.jobs = jobs;
        ids.forEach(id -> rows.put(id, new BoardRow()));
    }

    /** A trial begins; what it hears goes on the board. */
    synchronized TrialListener begin(String id) {
        BoardRow row = row(id);
        row.state = BoardRow.State.RUNNING;
        row.number = ++begun;
        row.begin = System.nanoTime();
        draw(true);
        return new Listener(id, row);
    }

    /** A trial ended well. */
    synchronized void finished(String id) {
        end(id, BoardRow.State.FINISHED, "");
    }

    /** A trial ended without a result. */
    synchronized void failed(String id, String why) {
        say(id + " failed: " + why);
        end(id, BoardRow.State.FAILED, why);
    }

    private void end(String id, BoardRow.State state, String doing) {
        BoardRow row = row(id);
        row.state = state;
        row.doing = doing.lines().findFirst().orElse("");
        row.seconds = (System.nanoTime() - row.begin) / NANOS;
        draw(true);
    }

    /** A trial that had begun was put back into a queue. */
    synchronized void waitsAgain(String id) {
        row(id).state = BoardRow.State.WAITING;
        say(id + " was put back into the queue; it goes on from its last checkpoint");
    }

    /**
     * What is known of a cluster's queue.
     *
     * @param running tasks that run
     * @param reasons why others wait; empty if nothing is said
     */
    synchronized void cluster(int running, String reasons) {
        jobs = Math.max(jobs, running);
        note = reasons.isEmpty() ? "" : " (" + reasons + ")";
        draw(false);
    }

    /** Prints a line that stays. */
    synchronized void say(String line) {
        erase();
        out.println(line);
        draw(true);
    }

    /** The table is left as it is; what is printed later goes below. */
    synchronized void close() {
        draw(true);
        drawnLines = 0;
    }

    private BoardRow row(String id) {
        BoardRow row = rows.get(id);
        if (row == null) {
            throw new IllegalArgumentException(id + " is not on the board");
        }
        return row;
    }

    private List<BoardRow> in(BoardRow.State state) {
        return rows.values().stream().filter(row -> row.state == state).toList();
    }

    /**
     * Seconds until all trials are done, if those to come take as long as those before; nothing before the first trial trains,
     * when it is not known how long one takes.
     */
    private OptionalDouble secondsLeft() {
        OptionalDouble average = in(BoardRow.State.FINISHED).stream()
                .mapToDouble(row -> row.seconds)
                .average();
        double running = 0;
        double longest = 0;
        for (BoardRow row : in(BoardRow.State.RUNNING)) {
            double elapsed = (System.nanoTime() - row.begin) / NANOS;
            double left = row.secondsLeft > 0 ? row.secondsLeft : Math.max(0, average.orElse(0) - elapsed);
            running += left;
            longest = Math.max(longest, elapsed + left);
        }
        if (running == 0 && average.isEmpty()) {
            return OptionalDouble.empty();
        }
        double each = average.orElse(longest);
        return OptionalDouble.of(
                (running + in(BoardRow.State.WAITING).size() * each) / Math.min(jobs, Math.max(1, rows.size())));
    }

    private String estimate() {
        OptionalDouble left = in(BoardRow.State.RUNNING).isEmpty() ? OptionalDouble.empty() : secondsLeft();
        return left.isPresent() ? ", about " + Duration.text(left.getAsDouble()) + " left" : "";
    }

    private void erase() {
        if (drawnLines > 0) {
            out.print("\r" + "\033[" + drawnLines + "A" + CLEAR_REST);
            drawnLines = 0;
        }
    }

    private void draw(boolean now) {
        if (!terminal || (!now && System.nanoTime() - lastDraw < REFRESH_NANOS)) {
            return;
        }
        lastDraw = System.nanoTime();
        List<String> lines = lines();
        erase();
        int columns = Integer.getInteger("unmask.columns", DEFAULT_COLUMNS);
        lines.forEach(line -> out.println(line.length() < columns ? line : line.substring(0, columns - 1)));
        out.flush();
        drawnLines = lines.size();
    }

    private List<String> lines() {
        int finished = in(BoardRow.State.FINISHED).size();
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        int hidden = Math.max(0, finished - MOST_FINISHED);
        for (Map.Entry<String, BoardRow> entry : rows.entrySet()) {
            BoardRow row = entry.getValue();
            boolean old = row.state == BoardRow.State.FINISHED && hidden-- > 0;
            if (row.state != BoardRow.State.WAITING && !old) {
                lines.add(String.format(Locale.ROOT, "  %-" + width + "s  %s", entry.getKey(), row.text()));
            }
        }
        int waiting = in(BoardRow.State.WAITING).size();
        lines.add(String.format(
                Locale.ROOT,
                "  %d of %d trials done%s%s",
                finished,
                rows.size(),
                waiting > 0 ? ", " + waiting + " waiting" + note : "",
                estimate()));
        return lines;
    }

    /** Puts what a trial does on the board. */
    private final class Listener implements TrialListener {
        private final String title;
        private final BoardRow row;

        Listener(String id, BoardRow row) {
            this.title = "[" + row.number + "/" + rows.size() + "] " + id;
            this.row = row;
        }

        @Override
        public void step(StepProgress progress) {
            change(
                    String.format(
                            Locale.ROOT,
                            "epoch %d/%d  step %d/%d  loss %.4f  %.0f images/s",
                            progress.epoch(),
                            progress.epochs(),
                            progress.step(),
                            progress.steps(),
                            progress.loss(),
                            progress.imagesPerSecond()),
                    // Scoring a picture takes at most what training on one does.
                    progress.secondsLeft() + row.picturesAhead / Math.max(1, progress.imagesPerSecond()));
        }

        @Override
        public void scoringAhead(long pictures) {
            row.picturesAhead = pictures;
        }

        @Override
        public void perturbed(SuiteStep step) {
            long now = System.nanoTime();
            row.suiteBegin = step.done() == 0 ? now : row.suiteBegin;
            double each = step.done() == 0 ? 0 : (now - row.suiteBegin) / NANOS / step.done();
            String counted = step.done() + " of " + step.total() + " done";
            change(
                    String.format(Locale.ROOT, "scoring %s, %s %d: %s", step.set(), step.loss(), step.level(), counted),
                    each * (step.total() - step.done()));
            String loss = step.set() + " under " + step.loss();
            if (!loss.equals(row.loss)) {
                row.loss = loss;
                plain("scoring " + loss + ": " + step.pictures() + " pictures a level, " + counted);
            }
        }

        @Override
        public void epoch(EpochResult result) {
            StringBuilder metrics = new StringBuilder();
            result.metrics()
                    .forEach((name, value) -> metrics.append(String.format(Locale.ROOT, "  %s %.4f", name, value)));
            synchronized (Board.this) {
                row.metrics = metrics.toString();
            }
            plain(String.format(
                    Locale.ROOT,
                    "epoch %d  loss %.4f%s  %.0f images/s",
                    result.epoch(),
                    result.trainLoss(),
                    metrics,
                    result.imagesPerSecond()));
        }

        @Override
        public void message(String text) {
            say(title + "  " + text);
        }

        @Override
        public void scoring(String set, int pictures) {
            String text = "scoring " + set + ": " + pictures + " pictures";
            change(text, 0);
            plain(text);
        }

        @Override
        public BuildListener buildListener() {
            return new BuildListener() {
                @Override
                public void message(String text) {
                    Listener.this.message(text);
                }

                @Override
                public void progress(String what, int done, int total) {
                    change("making " + what + ": " + done + " of " + total + " pictures", 0);
                    if (done == total) {
                        plain("made " + what + ": " + total + " pictures");
                    }
                }
            };
        }

        private void change(String doing, double secondsLeft) {
            synchronized (Board.this) {
                row.doing = doing;
                row.secondsLeft = secondsLeft;
                draw(false);
            }
        }

        /** A line where no table can tell. */
        private void plain(String text) {
            if (!terminal) {
                say(title + "  " + text);
            }
        }
    }
}
