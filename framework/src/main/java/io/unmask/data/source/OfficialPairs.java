package io.unmask.data.source;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The official split files of FaceForensics++: lists of pairs {@code ["071", "054"]}, 360 for training, 70 for
 * validation, 70 for testing. A pair stands for the originals 071 and 054 and, of every method, for the fakes
 * 071_054 and 054_071 (target_source), so both people of a fake are always on one side.
 */
final class OfficialPairs {
    private OfficialPairs() {}

    /** Two originals that were swapped both ways. */
    record Pair(String first, String second) {
        List<String> originals() {
            return List.of(first, second);
        }

        List<String> fakes() {
            return List.of(first + "_" + second, second + "_" + first);
        }
    }

    /**
     * The pairs of one file.
     *
     * @throws BadInputException if it is missing or not a list of pairs
     */
    static List<Pair> read(Path file) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new BadInputException(
                    file + ":" + e.getLocation().getLineNr() + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode pair : root) {
            if (!pair.isArray()
                    || pair.size() != 2
                    || !pair.get(0).isTextual()
                    || !pair.get(1).isTextual()) {
                throw new BadInputException(file + ": entry " + (pairs.size() + 1) + " is " + pair
                        + "; expected a pair of video names as [\"071\", \"054\"]");
            }
            pairs.add(new Pair(pair.get(0).textValue(), pair.get(1).textValue()));
        }
        if (pairs.isEmpty()) {
            throw new BadInputException(file + ": holds no pairs; expected a list as [[\"071\", \"054\"], …]");
        }
        return pairs;
    }
}
