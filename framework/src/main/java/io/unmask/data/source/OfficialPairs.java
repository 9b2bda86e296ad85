package io.unmask.data.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.config.BadInputException;
import io.unmask.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The official split files of FaceForensics++: lists of pairs {@code ["071", "054"]}, 360 for training, 70 for
 * validation, 70 for testing. A pair stands for the originals 071 and 054 and, of every method, for the fakes
 * 071_054 and 054_071 (target_source), so both people of a fake are always on one side.
 */
public final class OfficialPairs {
    private OfficialPairs() {}

    /**
     * Two originals that were swapped both ways.
     *
     * @param first name of the one, as 071
     * @param second name of the other
     */
    public record Pair(String first, String second) {
        /** Names of the two originals. */
        public List<String> originals() {
            return List.of(first, second);
        }

        /** Names of the two fakes of each method. */
        public List<String> fakes() {
            return List.of(first + "_" + second, second + "_" + first);
        }
    }

    /**
     * The file of one split.
     *
     * @param root tree of the data set; looked through, with its folder splits, where no folder is named
     * @param splits folder that the user named
     * @throws BadInputException if there is none; says where it is published
     */
    public static Path file(Path root, @Nullable Path splits, Split split) {
        String name = split.name().toLowerCase(Locale.ROOT) + ".json";
        List<Path> places = splits != null ? List.of(splits) : List.of(root.resolve("splits"), root);
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new BadInputException("no split file " + name + " in "
                        + String.join(
                                " or ", places.stream().map(Path::toString).toList())
                        + "; it is in dataset/splits of the repository ondyari/FaceForensics; name its folder with"
                        + " splits:"));
    }

    /**
     * The pairs of one file.
     *
     * @throws BadInputException if it is missing or not a list of pairs
     */
    public static List<Pair> read(Path file) {
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode pair : JsonFile.read(file)) {
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
