package io.unmask.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration.
 *
 * @param position where
 * @param path the setting: {@code train.epochs}; empty for the file as a whole
 * @param message what was expected and what was found: "must be at least 1, but was 0"
 * @param nearest the known name that was probably meant
 * @param known every name that would have been right; empty where names are not the matter
 */
public record Problem(
        Position position,
        String path,
        String message,
        @Nullable String nearest,
        List<String> known) {
    /** Copies the list. */
    public Problem {
        known = List.copyOf(known);
    }

    /** A problem that no list of names helps with. */
    public Problem(Position position, String path, String message) {
        this(position, path, message, null, List.of());
    }

    /** A name that is none of the known ones. */
    public static Problem unknown(Position position, String path, String message, String name, List<String> known) {
        return new Problem(position, path, message, Nearest.to(name, known), known);
    }

    /** As the user reads it: one line, and a second one with names where that helps. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(position.toString()).append("  ");
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        text.append(message);
        if (!known.isEmpty()) {
            text.append("\n    ");
            if (nearest != null) {
                text.append("nearest: \"").append(nearest).append("\"     ");
            }
            text.append("known: ").append(String.join(", ", known));
        }
        return text.toString();
    }
}
