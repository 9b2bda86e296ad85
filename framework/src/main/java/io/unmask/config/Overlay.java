package io.unmask.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays one piece of configuration over another. Maps merge key by key; lists and single values are replaced.
 * Where a component stands, the name decides: {@code {sgd: {…}}} replaces {@code {adam: {…}}} with all its
 * settings, {@code {adam: {…}}} changes the settings that it names, and the bare {@code adam} starts anew
 * from the defaults.
 */
final class Overlay {
    private final Components components;
    private final Problems problems;

    Overlay(Components components, Problems problems) {
        this.components = components;
        this.problems = problems;
    }

    /**
     * Merges.
     *
     * @param kind what stands here, or null where no setting has that name (the binder will say so)
     */
    Node merge(Node base, Node over, @Nullable Kind kind) {
        if (!(over instanceof Node.Mapping overMap)) {
            return over;
        }
        Node.Mapping merged = beneath(base, kind, overMap);
        for (var entry : overMap.entries().entrySet()) {
            String key = entry.getKey();
            Node before = merged.get(key);
            Node value = entry.getValue().value();
            Node after = before == null ? value : merge(before, value, child(kind, key));
            merged = merged.with(key, new Node.Entry(entry.getValue().key(), after));
        }
        return merged;
    }

    private Node.Mapping beneath(Node base, @Nullable Kind kind, Node.Mapping over) {
        Node.Mapping empty = Node.Mapping.empty(over.position());
        if (!(base instanceof Node.Mapping map)) {
            return empty;
        }
        boolean otherComponent = kind instanceof Kind.OneOf
                && !map.entries().keySet().equals(over.entries().keySet());
        return otherComponent ? empty : map;
    }

    /**
     * Sets one key, and the maps above it where they are missing.
     *
     * @param path keys from the root; a number picks an entry of a list
     * @param key where the new value is named
     */
    Node set(Node root, Kind kind, List<String> path, Position key, Node value) {
        return set(root, kind, path, 0, key, value);
    }

    private Node set(@Nullable Node node, @Nullable Kind kind, List<String> path, int depth, Position key, Node value) {
        if (depth == path.size()) {
            return value;
        }
        String name = path.get(depth);
        if (node instanceof Node.Sequence sequence) {
            return setItem(sequence, kind, path, depth, key, value);
        }
        Node.Mapping map = mapToSet(node, kind, path, depth, key);
        if (map == null) {
            return node == null ? value : node;
        }
        Node.Entry before = map.entries().get(name);
        Node after = set(before == null ? null : before.value(), child(kind, name), path, depth + 1, key, value);
        return map.with(name, new Node.Entry(key, after));
    }

    /** The map that the next key is set in; null after a problem. */
    private Node.@Nullable Mapping mapToSet(
            @Nullable Node node, @Nullable Kind kind, List<String> path, int depth, Position key) {
        Node.Mapping empty = Node.Mapping.empty(key);
        if (kind instanceof Kind.OneOf) {
            return node instanceof Node.Mapping map && map.entries().containsKey(path.get(depth)) ? map : empty;
        }
        if (node instanceof Node.Mapping map) {
            return map;
        }
        if (!Node.isNull(node)) {
            problems.add(
                    key,
                    String.join(".", path),
                    "cannot be set: " + String.join(".", path.subList(0, depth)) + " is no map, but "
                            + Node.describe(node));
            return null;
        }
        return empty;
    }

    private Node setItem(
            Node.Sequence sequence, @Nullable Kind kind, List<String> path, int depth, Position key, Node value) {
        int size = sequence.items().size();
        String index = path.get(depth);
        if (!index.matches("[0-9]{1,6}") || Integer.parseInt(index) >= size) {
            String list = String.join(".", path.subList(0, depth));
            String range =
                    size == 0 ? "the list is empty" : "its entries are " + list + ".0 to " + list + "." + (size - 1);
            problems.add(
                    key,
                    String.join(".", path),
                    "there is no entry \"" + index + "\" in the list " + list + "; " + range);
            return sequence;
        }
        int position = Integer.parseInt(index);
        List<Node> items = new ArrayList<>(sequence.items());
        items.set(position, set(items.get(position), child(kind, index), path, depth + 1, key, value));
        return new Node.Sequence(sequence.position(), items);
    }

    private @Nullable Kind child(@Nullable Kind kind, String key) {
        if (kind instanceof Kind.ListOf list) {
            return list.item();
        }
        if (kind instanceof Kind.MapOf map) {
            return map.value();
        }
        if (kind instanceof Kind.OneOf one) {
            Component component = components.find(one.family(), key);
            return component == null ? null : new Kind.Block(component.type());
        }
        if (kind instanceof Kind.Block block) {
            return Setting.of(block.type()).stream()
                    .filter(setting -> setting.key().equals(key))
                    .map(Setting::kind)
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }
}
