package io.unmask.config;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Writes bound records as configuration, every default spelled out: reading it again gives an equal record. */
public final class ConfigWriter {
    private ConfigWriter() {}

    /** The record as YAML text. */
    public static String yaml(Record record) {
        return yaml(record, Set.of());
    }

    /**
     * The record as YAML text without some of its keys, which must have defaults if it is to be read again.
     *
     * @param leftOut keys of the record itself
     */
    public static String yaml(Record record, Set<String> leftOut) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        Yaml yaml = new Yaml(
                new SafeConstructor(new LoaderOptions()),
                new Numbers(options),
                options,
                new LoaderOptions(),
                new Reals());
        Map<String, @Nullable Object> plain = plain(record);
        plain.keySet().removeAll(leftOut);
        return yaml.dump(plain);
    }

    /**
     * The record as maps, lists, strings, numbers and booleans, with the keys that YAML uses: for JSON and for
     * hashes.
     */
    public static Map<String, @Nullable Object> plain(Record record) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (Setting setting : Setting.of(record.getClass())) {
            plain.put(setting.key(), plain(get(record, setting), setting.kind()));
        }
        return plain;
    }

    private static @Nullable Object plain(@Nullable Object value, Kind kind) {
        if (value == null) {
            return null;
        }
        if (kind instanceof Kind.ListOf list) {
            return ((List<?>) value)
                    .stream().map(item -> plain(item, list.item())).toList();
        }
        if (kind instanceof Kind.MapOf map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, item) -> plain.put((String) key, plain(item, map.value())));
            return plain;
        }
        if (kind instanceof Kind.OneOf) {
            Map<String, @Nullable Object> settings = plain((Record) value);
            String name = Components.nameOf(value.getClass());
            return settings.isEmpty() ? name : Map.of(name, settings);
        }
        if (kind instanceof Kind.Block) {
            return plain((Record) value);
        }
        if (kind instanceof Kind.Choice) {
            return Setting.snakeCase(((Enum<?>) value).name());
        }
        if (kind instanceof Kind.FilePath) {
            // With "/" on every system, so that a trial moves between them.
            return ((Path) value).toString().replace('\\', '/');
        }
        return kind instanceof Kind.Raw ? plain((Node) value) : value;
    }

    static @Nullable Object plain(Node node) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> plain.put(key, plain(entry.value())));
            return plain;
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().stream().map(ConfigWriter::plain).toList();
        }
        return Scalars.value((Node.Scalar) node);
    }

    private static @Nullable Object get(Record record, Setting setting) {
        try {
            var accessor = setting.component().getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(setting.component() + " cannot be read", e);
        }
    }

    /** Writes 1e-5 rather than 1.0E-5, and lists of values on one line. */
    private static final class Numbers extends Representer {
        Numbers(DumperOptions options) {
            super(options);
            representers.put(Double.class, data -> representScalar(Tag.FLOAT, Scalars.write((double) data)));
            representers.put(Float.class, data -> representScalar(Tag.FLOAT, Scalars.write((float) data)));
        }
    }

    /** Knows that 1e-5 is a number, so it is written without a tag, and quotes a text that looks like it. */
    private static final class Reals extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(
                    Tag.FLOAT, Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)[eE][-+]?[0-9]+"), "-+.0123456789");
            super.addImplicitResolvers();
        }
    }
}
