package io.unmask.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code ${NAME}} and {@code ${NAME:-default}}. A name with a dot is another key of the same
 * configuration, {@code ${data.root}}; any other name is a variable of the environment. A doubled dollar sign
 * before the brace stands for itself. A scalar that is one reference and nothing else takes the type of what it
 * refers to.
 */
final class Substitution {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}:]*)(:-([^}]*))?(}|:[^-][^}]*}|$)");

    private final Node root;
    private final Map<String, String> environment;
    private final Problems problems;
    private final Set<String> open = new LinkedHashSet<>();

    private Substitution(Node root, Map<String, String> environment, Problems problems) {
        this.root = root;
        this.environment = environment;
        this.problems = problems;
    }

    /** The tree with every reference filled in; one that cannot be is a problem. */
    static Node in(Node root, Map<String, String> environment, Problems problems) {
        return new Substitution(root, environment, problems).fill(root, "");
    }

    private Node fill(Node node, String path) {
        if (node instanceof Node.Mapping map) {
            Map<String, Node.Entry> entries = new LinkedHashMap<>();
            map.entries()
                    .forEach((key, entry) ->
                            entries.put(key, new Node.Entry(entry.key(), fill(entry.value(), join(path, key)))));
            return new Node.Mapping(map.position(), entries);
        }
        if (node instanceof Node.Sequence sequence) {
            List<Node> items = new ArrayList<>();
            for (Node item : sequence.items()) {
                items.add(fill(item, join(path, String.valueOf(items.size()))));
            }
            return new Node.Sequence(sequence.position(), items);
        }
        return fill((Node.Scalar) node, path);
    }

    private Node.Scalar fill(Node.Scalar scalar, String path) {
        if (!scalar.text().contains("${")) {
            return scalar;
        }
        Matcher matcher = REFERENCE.matcher(scalar.text());
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String value = matcher.group().equals("$${") ? "${" : value(matcher, scalar, path);
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(text);
        matcher.reset();
        boolean alone = matcher.matches() && matcher.group(1) != null;
        return new Node.Scalar(scalar.position(), text.toString(), scalar.plain() || alone);
    }

    private String value(Matcher matcher, Node.Scalar scalar, String path) {
        String name = matcher.group(1).strip();
        String fallback = matcher.group(3);
        if (!matcher.group(4).equals("}") || !name.matches("[A-Za-z_][A-Za-z0-9_.+-]*")) {
            problems.add(
                    scalar.position(),
                    path,
                    "\"" + matcher.group()
                            + "\" is no reference: write ${NAME} or ${NAME:-default}, or $${ for the characters ${");
            return "";
        }
        String value = name.contains(".") ? key(name, scalar, path) : environment.get(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (fallback != null) {
            return fallback;
        }
        if (!name.contains(".")) {
            problems.add(
                    scalar.position(),
                    path,
                    "the environment variable " + name + " is " + (value == null ? "not set" : "empty")
                            + "; set it (export " + name + "=…), or give a default: ${" + name + ":-…}");
        } else if (value == null) {
            problems.add(
                    scalar.position(),
                    path,
                    "${" + name + "} refers to a key that is not set; set it: -s " + name + "=…");
        }
        return "";
    }

    /** The text of another key; null where it is not set, empty after a problem. */
    private @Nullable String key(String name, Node.Scalar scalar, String path) {
        Node node = root;
        for (String key : name.split("\\.", -1)) {
            node = node instanceof Node.Mapping map ? map.get(key) : item(node, key);
        }
        if (node == null || Node.isNull(node)) {
            return null;
        }
        if (!(node instanceof Node.Scalar target)) {
            problems.add(
                    scalar.position(),
                    path,
                    "${" + name + "} refers to " + Node.describe(node) + ", but only a single value can be filled in");
            return "";
        }
        if (!open.add(name)) {
            problems.add(scalar.position(), path, "${" + name + "} refers back to itself");
            return "";
        }
        try {
            return fill(target, name).text();
        } finally {
            open.remove(name);
        }
    }

    private static @Nullable Node item(@Nullable Node node, String key) {
        if (node instanceof Node.Sequence sequence && key.matches("[0-9]{1,6}")) {
            int index = Integer.parseInt(key);
            return index < sequence.items().size() ? sequence.items().get(index) : null;
        }
        return null;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
