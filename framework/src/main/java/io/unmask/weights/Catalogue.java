package io.unmask.weights;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.unmask.config.BadInputException;
import io.unmask.config.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Published weights that can be named: {@code catalogue.yaml} beside this class.
 *
 * @param entries in the order of the file
 */
public record Catalogue(List<Entry> entries) {
    /**
     * One of them.
     *
     * @param name what experiments call it
     * @param backbone the backbone that it fits, with settings where they matter
     * @param url where it is published
     * @param sha256Begins the first digits of the file's SHA-256, which its publisher checks; null where no
     *     publisher states it
     * @param nameDigits the digits in the file's name, where nobody states that they are of its hash; else null
     * @param licence of the repository that publishes it
     * @param inputs how pictures were normalised in its training
     */
    public record Entry(
            String name,
            String backbone,
            URI url,
            @JsonProperty("sha256_begins") @Nullable String sha256Begins,
            @JsonProperty("name_digits") @Nullable String nameDigits,
            String licence,
            String inputs) {
        /** The name of its file. */
        public String fileName() {
            String path = url.getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** What is known of its SHA-256, for messages. */
        public String knownHash() {
            if (sha256Begins != null) {
                return "SHA-256 begins with " + sha256Begins;
            }
            return nameDigits == null
                    ? "SHA-256 unknown"
                    : "SHA-256 not stated by its publisher; the digits in its name are " + nameDigits;
        }
    }

    /** The built-in one. */
    public static Catalogue builtIn() {
        return Holder.BUILT_IN;
    }

    private static final class Holder {
        static final Catalogue BUILT_IN = load();

        private static Catalogue load() {
            try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.yaml")) {
                return new Catalogue(new ObjectMapper(new YAMLFactory()).readValue(in, new TypeReference<>() {}));
            } catch (IOException e) {
                throw new IllegalStateException("catalogue.yaml", e);
            }
        }
    }

    /** The entry of that name, or null. */
    public @Nullable Entry find(String name) {
        return entries.stream()
                .filter(entry -> entry.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * The entry of that name.
     *
     * @throws BadInputException with the nearest name if there is none
     */
    public Entry require(String name) {
        Entry entry = find(name);
        if (entry == null) {
            throw new BadInputException("no weights \"" + name + "\" in the catalogue" + nearest(name)
                    + "\n    all: ./unmask weights list");
        }
        return entry;
    }

    /** A line that names the nearest entry, or nothing. */
    String nearest(String name) {
        String nearest = Nearest.to(name, entries.stream().map(Entry::name).toList());
        return nearest == null ? "" : "\n    nearest: \"" + nearest + "\"";
    }
}
