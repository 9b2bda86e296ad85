package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.train.TrainingListener.StepProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Board board = new Board(
            new PrintStream(written, true, StandardCharsets.UTF_8), true, 1, List.of("a/raw/seed-1", "b/raw/seed-1"));

    /** The last line of the table as it stands after an event of the board itself. */
    private String total() {
        List<String> lines = written.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.get(lines.size() - 1).strip();
    }

    @Test
    void noEstimateIsGiven_beforeOneIsKnown() {
        TrialListener first = board.begin("a/raw/seed-1");
        assertEquals("0 of 2 trials done, 1 waiting", total());
        first.buildListener().progress("pictures", 1, 10);
        board.say("made");
        assertEquals("0 of 2 trials done, 1 waiting", total());
        // 60 s for this trial, as many for the next one.
        first.step(new StepProgress(1, 2, 1, 4, 0.7, 1e-3, 100, 60));
        board.say("trains");
        assertTrue(total().matches("0 of 2 trials done, 1 waiting, about 2 min 0\\d s left"), total());
        board.finished("a/raw/seed-1");
        board.begin("b/raw/seed-1");
        assertTrue(total().matches("1 of 2 trials done, about \\d s left"), total());
        board.finished("b/raw/seed-1");
        assertEquals("2 of 2 trials done", total());
    }
}
