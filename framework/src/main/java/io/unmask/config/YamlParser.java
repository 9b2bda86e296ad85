package io.unmask.config;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML text to {@link Node}s: SnakeYAML composes, this walk resolves anchors and merge keys, keeps the
 * positions and holds to limits, so that no file can exhaust memory or stack.
 */
final class YamlParser {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_NODES = 100_000;
    private static final int MOST_ALIASES = 50;
    private static final int DEEPEST = 50;

    private final Function<Mark, Position> positions;
    private final Problems problems;
    /** The collections around the node being read: one that contains itself has no end. */
    private final Set<org.yaml.snakeyaml.nodes.Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Deque<String> path = new ArrayDeque<>();
    private final Position whole;
    private int nodes;

    private YamlParser(Function<Mark, Position> positions, Position whole, Problems problems) {
        this.whole = whole;
        this.positions = positions;
        this.problems = problems;
    }

    /** Reads a file's text; null after a problem that leaves nothing to go on with. */
    static @Nullable Node parseFile(String text, String file, Problems problems) {
        Function<Mark, Position> positions = mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
        return new YamlParser(positions, Position.of(file), problems).parse(text);
    }

    /** Reads text that has one place for all of it: an option, a default. */
    static @Nullable Node parseText(String text, Position position, Problems problems) {
        return new YamlParser(mark -> position, position, problems).parse(text);
    }

    private @Nullable Node parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        try {
            org.yaml.snakeyaml.nodes.Node root = new Yaml(options).compose(new StringReader(text));
            return root == null ? new Node.Scalar(whole, "", true) : read(root);
        } catch (NoEnd e) {
            return null;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            String context = e.getContext() == null ? "" : ", " + e.getContext();
            problems.add(mark == null ? whole : positions.apply(mark), "", "is not YAML: " + e.getProblem() + context);
        } catch (YAMLException e) {
            problems.add(whole, "", "is not YAML: " + e.getMessage());
        }
        return null;
    }

    private Node read(org.yaml.snakeyaml.nodes.Node node) {
        if (++nodes > MOST_NODES) {
            problems.add(whole, "", "holds more than " + MOST_NODES + " values, aliases counted as often as used");
            throw new NoEnd();
        }
        Position position = positions.apply(node.getStartMark());
        if (node.getTag().getValue().startsWith("!")) {
            problem(position, "has the tag " + node.getTag().getValue() + ", but tags have no meaning here");
        }
        if (node instanceof ScalarNode scalar) {
            return new Node.Scalar(position, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
        }
        if (!open.add(node)) {
            problem(position, "is an alias to a value that contains it");
            throw new NoEnd();
        }
        try {
            return node instanceof SequenceNode sequence
                    ? readSequence(sequence, position)
                    : readMapping((MappingNode) node, position);
        } finally {
            open.remove(node);
        }
    }

    private Node readSequence(SequenceNode node, Position position) {
        List<Node> items = new ArrayList<>();
        for (org.yaml.snakeyaml.nodes.Node item : node.getValue()) {
            path.addLast(String.valueOf(items.size()));
            items.add(read(item));
            path.removeLast();
        }
        return new Node.Sequence(position, items);
    }

    private Node readMapping(MappingNode node, Position position) {
        Map<String, Node.Entry> own = new LinkedHashMap<>();
        Map<String, Node.Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Position keyPosition = positions.apply(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problem(keyPosition, "a key must be a text, but was a list or map");
                continue;
            }
            String key = keyNode.getValue();
            path.addLast(key);
            Node value = read(tuple.getValueNode());
            if (keyNode.getTag().equals(Tag.MERGE)) {
                mergeInto(merged, value);
            } else if (own.containsKey(key)) {
                problem(keyPosition, "is set twice, first at " + own.get(key).key());
            } else {
                own.put(key, new Node.Entry(keyPosition, value));
            }
            path.removeLast();
        }
        // A key of the map itself wins over a merged one, wherever "<<" stands.
        Map<String, Node.Entry> entries = new LinkedHashMap<>(merged);
        own.forEach((key, entry) -> {
            entries.remove(key);
            entries.put(key, entry);
        });
        return new Node.Mapping(position, entries);
    }

    private void mergeInto(Map<String, Node.Entry> merged, Node value) {
        if (value instanceof Node.Mapping mapping) {
            mapping.entries().forEach(merged::putIfAbsent);
        } else if (value instanceof Node.Sequence sequence
                && sequence.items().stream().allMatch(Node.Mapping.class::isInstance)) {
            sequence.items().forEach(item -> mergeInto(merged, item));
        } else {
            problem(value.position(), "must be a map or a list of maps to merge, but was " + Node.describe(value));
        }
    }

    private void problem(Position position, String message) {
        problems.add(position, String.join(".", path), message);
    }

    /** The walk is given up; the problem has been told. */
    private static final class NoEnd extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
