package io.unmask.files;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that goes with all that is in it.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {
    /**
     * A new one where the system keeps such folders.
     *
     * @param purpose the start of its name
     * @throws BadInputException if it cannot be made
     */
    public static TemporaryFolder create(String purpose) {
        try {
            return new TemporaryFolder(Files.createTempDirectory("unmask-" + purpose + "-"));
        } catch (IOException e) {
            throw new BadInputException("no temporary folder can be made: " + e.getMessage(), e);
        }
    }

    /** Deletes it; what cannot be deleted is left to the system. */
    @Override
    public void close() {
        try {
            FileTree.delete(path);
        } catch (IOException e) {
            // It is in a place that the system clears.
        }
    }
}
