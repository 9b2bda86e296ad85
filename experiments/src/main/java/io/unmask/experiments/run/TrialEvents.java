package io.unmask.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.data.BuildListener;
import io.unmask.train.EpochResult;
import io.unmask.train.TrainingListener;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a trial tells from its own process to the one that started it: an event a line, as JSON. */
final class TrialEvents {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    /** More often nobody looks, and pipes are not free. */
    private static final long STEP_NANOS = 250_000_000L;
    /** For files on a server. */
    private static final long SELDOM_NANOS = 1_000_000_000L;

    private TrialEvents() {}

    /** One event; just one of its values is there. */
    private record Event(
            TrainingListener.@Nullable StepProgress step,
            @Nullable EpochResult epoch,
            @Nullable String message,
            @Nullable Count scoring,
            @Nullable Count making,
            @Nullable Long scoringAhead,
            TrialListener.@Nullable SuiteStep perturbed) {}

    /**
     * Pictures of something.
     *
     * @param what a set
     * @param done how many are made
     * @param total how many there will be
     */
    private record Count(String what, int done, int total) {}

    /** Writes what it hears to a process that reads it. */
    static TrialListener writer(PrintStream out) {
        return new Writer(
                line -> {
                    out.println(line);
                    out.flush();
                },
                STEP_NANOS);
    }

    /**
     * Hands on what it hears, for a file that another machine reads.
     *
     * @param lines takes an event
     */
    static TrialListener seldomWriter(Consumer<String> lines) {
        return new Writer(lines, SELDOM_NANOS);
    }

    /** Hands a line that was written on to a listener; a line of another kind is a message. */
    static void read(String line, TrialListener listener) {
        Event event;
        try {
            event = JSON.readValue(line, Event.class);
        } catch (JsonProcessingException e) {
            listener.message(line);
            return;
        }
        if (event.step != null) {
            listener.step(event.step);
        }
        if (event.epoch != null) {
            listener.epoch(event.epoch);
        }
        if (event.message != null) {
            listener.message(event.message);
        }
        if (event.scoring != null) {
            listener.scoring(event.scoring.what, event.scoring.total);
        }
        if (event.scoringAhead != null) {
            listener.scoringAhead(event.scoringAhead);
        }
        if (event.perturbed != null) {
            listener.perturbed(event.perturbed);
        }
        if (event.making != null) {
            listener.buildListener().progress(event.making.what, event.making.done, event.making.total);
        }
    }

    private static final class Writer implements TrialListener {
        private final Consumer<String> lines;
        private final long stepNanos;
        private long lastStep;

        Writer(Consumer<String> lines, long stepNanos) {
            this.lines = lines;
            this.stepNanos = stepNanos;
        }

        @Override
        public void scoringAhead(long pictures) {
            write(new Event(null, null, null, null, null, pictures, null));
        }

        @Override
        public void perturbed(SuiteStep step) {
            write(new Event(null, null, null, null, null, null, step));
        }

        private synchronized void write(Event event) {
            try {
                lines.accept(JSON.writeValueAsString(event));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("an event is plain data", e);
            }
        }

        @Override
        public void step(StepProgress progress) {
            if (System.nanoTime() - lastStep >= stepNanos) {
                lastStep = System.nanoTime();
                write(new Event(progress, null, null, null, null, null, null));
            }
        }

        @Override
        public void epoch(EpochResult result) {
            write(new Event(null, result, null, null, null, null, null));
        }

        @Override
        public void message(String text) {
            write(new Event(null, null, text, null, null, null, null));
        }

        @Override
        public void scoring(String set, int pictures) {
            write(new Event(null, null, null, new Count(set, 0, pictures), null, null, null));
        }

        @Override
        public BuildListener buildListener() {
            return new BuildListener() {
                @Override
                public void message(String text) {
                    Writer.this.message(text);
                }

                @Override
                public void progress(String what, int done, int total) {
                    if (done == total || System.nanoTime() - lastStep >= stepNanos) {
                        lastStep = System.nanoTime();
                        write(new Event(null, null, null, null, new Count(what, done, total), null, null));
                    }
                }
            };
        }
    }
}
