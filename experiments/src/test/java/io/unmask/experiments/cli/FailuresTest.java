package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final StringWriter err = new StringWriter();

    @Test
    void badInput_isItsMessage() {
        assertEquals(2, report(new BadInputException("data.csv: line 3 has 2 columns, expected 4"), false));
        assertEquals("unmask: data.csv: line 3 has 2 columns, expected 4\n", err.toString());
    }

    @Test
    void aFullDisk_isNoBug() {
        assertEquals(
                2,
                report(
                        new UncheckedIOException(
                                new FileSystemException("results/a.csv", null, "No space left on device")),
                        false));
        assertEquals(
                "unmask: a file cannot be read or written: results/a.csv: No space left on device\n", err.toString());
    }

    @Test
    void memory_hasACure() {
        assertEquals(2, report(new OutOfMemoryError("Java heap space"), false));
        assertTrue(err.toString().contains("UNMASK_HEAP=8g"));
    }

    @Test
    void anythingElse_isABug_withTheStackTraceInAFile() throws IOException {
        assertEquals(1, report(new IllegalStateException("odd"), false));
        String text = err.toString();
        assertTrue(
                text.startsWith(
                        "unmask: this is a bug in Unmask or in a component of yours: java.lang.IllegalStateException: odd\n"),
                text);
        assertFalse(text.contains("\tat "), text);
        Path file = Path.of(text.strip().substring(text.strip().lastIndexOf(' ') + 1));
        assertTrue(Files.readString(file).contains("\tat io.unmask.experiments.cli.FailuresTest"));
        Files.delete(file);
    }

    @Test
    void debug_showsTheStackTrace() {
        report(new BadInputException("x"), true);
        assertTrue(err.toString().contains("\tat io.unmask.experiments.cli.FailuresTest"));
    }

    private int report(Throwable failure, boolean debug) {
        return new Failures(new PrintWriter(err, true), () -> debug).report(failure);
    }
}
