package io.unmask.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads configurations: files with {@code extends}, settings from the command line over them, references to
 * the environment, and at last records. The steps can be taken one by one, because a sweep changes keys
 * between the reading and the binding.
 */
public final class ConfigReader {
    private static final long LARGEST_FILE_BYTES = 1L << 20;

    private final Components components;
    private final Map<String, String> environment;

    /**
     * A reader.
     *
     * @param components what YAML can name
     * @param environment what {@code ${NAME}} stands for, {@code System.getenv()}
     */
    public ConfigReader(Components components, Map<String, String> environment) {
        this.components = components;
        this.environment = Map.copyOf(environment);
    }

    /** What YAML can name. */
    public Components components() {
        return components;
    }

    /**
     * Reads a record from a file in one go.
     *
     * @param file the YAML file
     * @param overrides settings of the command line: {@code train.epochs=2}
     * @param type the record
     * @throws ConfigException with everything that is wrong
     */
    public <T> T read(Path file, List<String> overrides, Class<T> type) {
        Problems problems = new Problems();
        Node tree = tree(file, overrides, type, problems);
        return bound(tree, type, problems, file.toString());
    }

    /**
     * Reads a record from the command line alone.
     *
     * @param overrides settings: {@code faces.yunet.model=FILE}
     * @param type the record
     * @throws ConfigException with everything that is wrong
     */
    public <T> T read(List<String> overrides, Class<T> type) {
        Problems problems = new Problems();
        String place = "the command line";
        Node tree = overridden(Node.Mapping.empty(Position.of(place)), overrides, type, problems);
        return bound(tree, type, problems, place);
    }

    private <T> T bound(@Nullable Node tree, Class<T> type, Problems problems, String place) {
        T bound = tree == null ? null : bind(tree, type, problems);
        problems.throwIfAny();
        if (bound == null) {
            throw new IllegalStateException(place + " gave neither a " + type.getSimpleName() + " nor a problem");
        }
        return bound;
    }

    /**
     * Reads a file, lays it over what it extends, and sets the keys of the command line. References are not
     * filled in yet.
     *
     * @return the tree, or null after a problem that leaves nothing to go on with
     */
    public Node.@Nullable Mapping tree(Path file, List<String> overrides, Class<?> type, Problems problems) {
        Node node = extended(file, new Kind.Block(type), new LinkedHashSet<>(), problems);
        return overridden(node, overrides, type, problems) instanceof Node.Mapping map ? map : null;
    }

    private @Nullable Node overridden(@Nullable Node tree, List<String> overrides, Class<?> type, Problems problems) {
        Node node = tree;
        for (String override : overrides) {
            node = node == null ? null : override(node, override, type, problems);
        }
        return node;
    }

    /**
     * Sets one key to a value, as {@code -s path=value} does.
     *
     * @param path keys with dots between them; a number picks an entry of a list
     * @param key where the setting is named, for messages
     */
    public Node set(Node root, Class<?> type, String path, Position key, Node value, Problems problems) {
        List<String> keys = List.of(path.split("\\.", -1));
        if (keys.contains("")) {
            problems.add(key, path, "is no key: write names with single dots between them");
            return root;
        }
        return new Overlay(components, problems).set(root, new Kind.Block(type), keys, key, value);
    }

    /**
     * Fills in references and binds.
     *
     * @return the record, or null after a problem
     */
    public <T> @Nullable T bind(Node tree, Class<T> type, Problems problems) {
        Problems own = new Problems();
        Node filled = Substitution.in(tree, environment, own);
        T bound = new Binder(components, own).bind(filled, type);
        problems.addAll(own);
        return own.isEmpty() ? bound : null;
    }

    private Node override(Node root, String override, Class<?> type, Problems problems) {
        Position position = Position.of("-s " + override);
        int equals = override.indexOf('=');
        if (equals < 1) {
            problems.add(position, "", "must read key=value, for example -s train.epochs=2");
            return root;
        }
        Node value = YamlParser.parseText(override.substring(equals + 1), position, problems);
        return value == null
                ? root
                : set(root, type, override.substring(0, equals).strip(), position, value, problems);
    }

    private @Nullable Node extended(Path file, Kind kind, Set<Path> open, Problems problems) {
        Node own = YamlParser.parseFile(text(file), file.toString(), problems);
        if (own == null) {
            return null;
        }
        if (!(own instanceof Node.Mapping map)) {
            problems.add(Position.of(file.toString()), "", "must be a map of settings, but was " + Node.describe(own));
            return null;
        }
        Node.Entry bases = map.entries().get("extends");
        if (bases == null) {
            return map;
        }
        open.add(file.toAbsolutePath().normalize());
        Node result = Node.Mapping.empty(map.position());
        Overlay overlay = new Overlay(components, problems);
        for (Node.Scalar base : names(bases.value(), problems)) {
            Node below = base(file, base, kind, open, problems);
            result = below == null ? result : overlay.merge(result, below, kind);
        }
        open.remove(file.toAbsolutePath().normalize());
        return overlay.merge(result, map.without("extends"), kind);
    }

    private @Nullable Node base(Path file, Node.Scalar name, Kind kind, Set<Path> open, Problems problems) {
        Node.Scalar filled = (Node.Scalar) Substitution.in(name, environment, problems);
        if (filled.text().isEmpty()) {
            return null;
        }
        Path base = file.resolveSibling(filled.text()).normalize();
        if (open.contains(base.toAbsolutePath().normalize())) {
            problems.add(name.position(), "extends", base + " extends this file in turn");
            return null;
        }
        if (!Files.isRegularFile(base)) {
            problems.add(name.position(), "extends", "there is no file " + base);
            return null;
        }
        return extended(base, kind, open, problems);
    }

    private static List<Node.Scalar> names(Node node, Problems problems) {
        List<Node> nodes = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        List<Node.Scalar> names = new ArrayList<>();
        for (Node name : nodes) {
            if (name instanceof Node.Scalar scalar && !scalar.isNull()) {
                names.add(scalar);
            } else {
                problems.add(
                        name.position(),
                        "extends",
                        "must be a file or a list of files, but was " + Node.describe(name));
            }
        }
        return names;
    }

    private static String text(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new BadInputException(file + ": is a folder, but a YAML file was expected");
            }
            if (Files.size(file) > LARGEST_FILE_BYTES) {
                throw new BadInputException(file + ": is larger than 1 MiB, so it is hardly a configuration");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + ": is not UTF-8 text", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e, e);
        }
    }
}
