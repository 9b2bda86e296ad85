package io.unmask.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of YAML that knows where it was written. Scalars keep their text, so a string setting gets
 * {@code no}, {@code 010} or {@code 1.10} as written, and only the type of the setting decides what it means.
 */
public sealed interface Node {
    /** Where it begins. */
    Position position();

    /**
     * A single value.
     *
     * @param position where it begins
     * @param text its text, without quotes
     * @param plain whether it was written without quotes, so that it may be a number, a boolean or null
     */
    record Scalar(Position position, String text, boolean plain) implements Node {
        /** Whether it says "nothing": empty, {@code ~} or {@code null}. */
        public boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    /**
     * A list.
     *
     * @param position where it begins
     * @param items its entries
     */
    record Sequence(Position position, List<Node> items) implements Node {
        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A map, in the order of the file.
     *
     * @param position where it begins
     * @param entries its entries by key
     */
    record Mapping(Position position, Map<String, Entry> entries) implements Node {
        /** Copies the map. */
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** A map of nothing. */
        public static Mapping empty(Position position) {
            return new Mapping(position, Map.of());
        }

        /** The value of a key, or null. */
        public @Nullable Node get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        /** The same map with one entry set; a new key comes last. */
        public Mapping with(String key, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Mapping(position, changed);
        }

        /** The same map without a key. */
        public Mapping without(String key) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.remove(key);
            return new Mapping(position, changed);
        }
    }

    /**
     * A value with the place of its key.
     *
     * @param key where the key was written
     * @param value what it was set to
     */
    record Entry(Position key, Node value) {}

    /** Whether a node is missing or says "nothing". */
    static boolean isNull(@Nullable Node node) {
        return node == null || (node instanceof Scalar scalar && scalar.isNull());
    }

    /** What a message calls it: {@code the text "ten"}, {@code 0}, {@code a list}. */
    static String describe(@Nullable Node node) {
        if (isNull(node)) {
            return "empty";
        }
        if (node instanceof Scalar scalar) {
            return Scalars.isText(scalar) ? "the text \"" + scalar.text() + "\"" : scalar.text();
        }
        return node instanceof Sequence ? "a list" : "a map";
    }
}
