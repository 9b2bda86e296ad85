package io.unmask.experiments.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.unmask.config.BadInputException;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers which programs, on which kinds of device, worked on a trial before it was finished: a training may be resumed, or its
 * detector scored, by another version.
 */
final class Attempts {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Attempts() {}

    /**
     * Writes down who works on a trial now.
     *
     * @param now versions and device of this process by name
     * @return those that worked on it before and differ
     * @throws BadInputException if the file cannot be read or written
     */
    static List<Map<String, String>> add(TrialFolder folder, Map<String, String> now) {
        Path file = folder.attempts();
        // Of a training that left no checkpoint, nothing is in the results.
        Set<Map<String, String>> attempts = Files.exists(folder.lastCheckpoint()) ? read(file) : new LinkedHashSet<>();
        attempts.add(now);
        WholeFile.write(file, out -> out.write(JSON.writeValueAsBytes(attempts)));
        return attempts.stream().filter(attempt -> !attempt.equals(now)).toList();
    }

    private static Set<Map<String, String>> read(Path file) {
        if (!Files.exists(file)) {
            return new LinkedHashSet<>();
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), new TypeReference<LinkedHashSet<Map<String, String>>>() {});
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be read (" + e.getMessage()
                            + "). Delete it to go on; who worked on the trial before is then unknown.",
                    e);
        }
    }
}
