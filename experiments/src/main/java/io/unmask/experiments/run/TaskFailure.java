package io.unmask.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.config.BadInputException;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Why a trial failed, from the task that ran it to whoever collects.
 *
 * @param why what happened
 * @param badInput whether the input or the environment was at fault
 */
record TaskFailure(String why, boolean badInput) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void write(Path file) {
        try {
            WholeFile.write(file, JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message is plain data", e);
        }
    }

    /** What a file says; null if there is none. */
    static @Nullable TaskFailure read(Path file) {
        try {
            return Files.exists(file) ? JSON.readValue(file.toFile(), TaskFailure.class) : null;
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be deleted (" + e.getMessage() + ")", e);
        }
    }
}
