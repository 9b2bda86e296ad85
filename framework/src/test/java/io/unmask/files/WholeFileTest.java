package io.unmask.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void aFailureHalfWay_keepsTheOldContentAndLeavesNoPart() throws IOException {
        Path file = folder.resolve("scores.csv");
        WholeFile.write(file, "old");
        var error = assertThrows(
                BadInputException.class,
                () -> WholeFile.write(file, out -> {
                    out.write("new".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("No space left on device");
                }));
        assertEquals("old", Files.readString(file));
        assertTrue(error.getMessage().startsWith(file + ": cannot be written: No space left on device"));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void foldersAboveAreMade() throws IOException {
        Path file = folder.resolve("a/b/c.txt");
        WholeFile.write(file, "text");
        assertEquals("text", Files.readString(file));
    }
}
