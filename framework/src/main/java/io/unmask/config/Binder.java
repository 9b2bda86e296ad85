package io.unmask.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns configuration into records, and collects everything that is wrong with it on the way. */
final class Binder {
    /** Stands for a value after a problem with it. */
    private static final Object FAILED = new Object();

    private final Components components;
    private final Problems problems;

    Binder(Components components, Problems problems) {
        this.components = components;
        this.problems = problems;
    }

    /** The record, or null if there were problems with it. */
    <T> @Nullable T bind(Node node, Class<T> type) {
        Object bound = bind(node, node.position(), "", Kind.of(type));
        return bound == FAILED ? null : type.cast(bound);
    }

    private Object bind(Node node, Position key, String path, Kind kind) {
        if (kind instanceof Kind.Raw) {
            return node;
        }
        if (kind instanceof Kind.ListOf list) {
            return bindList(node, path, list);
        }
        if (kind instanceof Kind.MapOf map) {
            return bindMap(node, path, map);
        }
        if (kind instanceof Kind.OneOf one) {
            return bindComponent(node, path, one);
        }
        if (kind instanceof Kind.Block block) {
            return bindRecord(node, key, path, block.type());
        }
        return node instanceof Node.Scalar scalar ? bindScalar(scalar, path, kind) : wrong(node, path, kind);
    }

    private Object bindScalar(Node.Scalar scalar, String path, Kind kind) {
        if (kind instanceof Kind.Text) {
            return scalar.isNull() ? wrong(scalar, path, kind) : scalar.text();
        }
        if (kind instanceof Kind.FilePath) {
            return bindPath(scalar, path, kind);
        }
        if (kind instanceof Kind.Choice choice) {
            return bindChoice(scalar, path, choice);
        }
        if (kind instanceof Kind.Whole whole) {
            return bindWhole(scalar, path, whole);
        }
        return kind instanceof Kind.Real real ? bindReal(scalar, path, real) : bindFlag(scalar, path, kind);
    }

    private Object bindReal(Node.Scalar scalar, String path, Kind.Real real) {
        Double value = Scalars.real(scalar);
        if (value == null) {
            return wrong(scalar, path, real);
        }
        // No conditional expression: it would widen the float again.
        if (real.single()) {
            return value.floatValue();
        }
        return value;
    }

    private Object bindFlag(Node.Scalar scalar, String path, Kind kind) {
        Boolean value = Scalars.flag(scalar);
        return value == null ? wrong(scalar, path, kind) : value;
    }

    private Object bindPath(Node.Scalar scalar, String path, Kind kind) {
        if (scalar.text().isEmpty() || scalar.isNull()) {
            return wrong(scalar, path, kind);
        }
        try {
            return Path.of(scalar.text());
        } catch (InvalidPathException e) {
            return fail(scalar.position(), path, "must be a path, but was \"" + scalar.text() + "\": " + e.getReason());
        }
    }

    private Object bindChoice(Node.Scalar scalar, String path, Kind.Choice choice) {
        int index = choice.names().indexOf(scalar.text());
        if (index >= 0) {
            return choice.type().getEnumConstants()[index];
        }
        String nearest = Nearest.to(scalar.text(), choice.names());
        return fail(
                scalar.position(),
                path,
                "must be " + choice.words() + ", but was " + (scalar.isNull() ? "empty" : "\"" + scalar.text() + "\"")
                        + (nearest == null ? "" : "; did you mean \"" + nearest + "\"?"));
    }

    private Object bindWhole(Node.Scalar scalar, String path, Kind.Whole whole) {
        BigDecimal value = Scalars.number(scalar);
        if (value == null || value.stripTrailingZeros().scale() > 0) {
            return wrong(scalar, path, whole);
        }
        if (value.compareTo(BigDecimal.valueOf(whole.least())) < 0
                || value.compareTo(BigDecimal.valueOf(whole.most())) > 0) {
            return fail(
                    scalar.position(),
                    path,
                    "must be a whole number from " + whole.least() + " to " + whole.most() + ", but was "
                            + scalar.text());
        }
        if (whole.most() == Integer.MAX_VALUE) {
            return value.intValueExact();
        }
        return value.longValueExact();
    }

    private Object bindList(Node node, String path, Kind.ListOf kind) {
        if (!(node instanceof Node.Sequence sequence)) {
            return wrong(node, path, kind);
        }
        List<Object> items = new ArrayList<>();
        for (Node item : sequence.items()) {
            items.add(bind(item, item.position(), join(path, String.valueOf(items.size())), kind.item()));
        }
        return items.contains(FAILED) ? FAILED : Collections.unmodifiableList(items);
    }

    private Object bindMap(Node node, String path, Kind.MapOf kind) {
        if (!(node instanceof Node.Mapping mapping)) {
            return wrong(node, path, kind);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            // An entry set to nothing is taken away: that is how a file drops one of the file that it extends.
            if (!Node.isNull(entry.value()) || kind.value() instanceof Kind.Raw) {
                values.put(key, bind(entry.value(), entry.key(), join(path, key), kind.value()));
            }
        });
        return values.containsValue(FAILED) ? FAILED : Collections.unmodifiableMap(values);
    }

    private Object bindComponent(Node node, String path, Kind.OneOf kind) {
        String name;
        Position position = node.position();
        Node settings;
        if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
            name = scalar.text();
            settings = Node.Mapping.empty(position);
        } else if (node instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
            var entry = mapping.entries().entrySet().iterator().next();
            name = entry.getKey();
            position = entry.getValue().key();
            settings = Node.isNull(entry.getValue().value())
                    ? Node.Mapping.empty(position)
                    : entry.getValue().value();
        } else {
            return wrongComponent(node, path, kind);
        }
        Component component = components.find(kind.family(), name);
        if (component == null) {
            String why = kind.missing().isEmpty() ? "" : "; " + kind.missing();
            problems.add(Problem.unknown(
                    position,
                    path,
                    "no " + kind.name() + " \"" + name + "\"" + why,
                    name,
                    components.names(kind.family())));
            return FAILED;
        }
        return bindRecord(settings, position, join(path, name), component.type());
    }

    private Object wrongComponent(Node node, String path, Kind.OneOf kind) {
        String found = node instanceof Node.Mapping mapping
                        && !mapping.entries().isEmpty()
                ? "a map with the keys " + String.join(", ", mapping.entries().keySet())
                : Node.describe(node);
        List<String> known = components.names(kind.family());
        problems.add(new Problem(
                node.position(),
                path,
                "must be " + kind.words() + ", its name or {name: {settings}}, but was " + found,
                null,
                known));
        return FAILED;
    }

    private Object bindRecord(Node node, Position key, String path, Class<?> type) {
        if (!(node instanceof Node.Mapping mapping)) {
            return wrong(node, path, new Kind.Block(type));
        }
        List<Setting> settings = Setting.of(type);
        List<String> known = settings.stream().map(Setting::key).toList();
        int before = problems.size();
        mapping.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                problems.add(unknownKey(entry.key(), path, name, known));
            }
        });
        Object[] values = new Object[settings.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bindSetting(settings.get(i), mapping, key, path);
        }
        Object made = make(new Target(mapping, key, path, type), values);
        return problems.size() > before ? FAILED : made;
    }

    /** A record in the making, and where it stands. */
    private record Target(Node.Mapping mapping, Position key, String path, Class<?> type) {}

    /**
     * Calls the constructor. It stops at the first rule that is broken; to see the others as well, a value that
     * is known to be wrong gives way to its default, or to a stand-in, and the constructor runs again.
     */
    private Object make(Target target, @Nullable Object[] values) {
        List<Setting> settings = Setting.of(target.type());
        boolean complete = true;
        boolean[] replaced = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] == FAILED) {
                complete = false;
                replaced[i] = true;
                values[i] = instead(settings.get(i));
            }
        }
        for (int attempt = 0; attempt <= values.length; attempt++) {
            try {
                Object made = construct(target.type(), values);
                return complete ? made : FAILED;
            } catch (CheckException broken) {
                int index = indexOf(broken, settings);
                boolean theirs = index >= 0
                        && target.mapping()
                                .entries()
                                .containsKey(settings.get(index).key());
                if (complete || theirs) {
                    report(broken, target);
                }
                if (index < 0) {
                    return FAILED;
                }
                complete = false;
                values[index] = instead(settings.get(index));
            } catch (BadInputException bad) {
                problems.add(target.key(), target.path(), String.valueOf(bad.getMessage()));
                return FAILED;
            } catch (RuntimeException standIn) {
                if (complete) {
                    throw standIn;
                }
                return FAILED; // the record could not do with a stand-in, and its problems are known
            }
        }
        return FAILED;
    }

    /** A value that breaks no rule, as far as one can tell. */
    private @Nullable Object instead(Setting setting) {
        return setting.defaultYaml() == null ? standIn(setting.kind()) : fallback(setting);
    }

    private static @Nullable Object standIn(Kind kind) {
        if (kind instanceof Kind.Whole whole) {
            return whole.most() == Integer.MAX_VALUE ? (Object) 1 : (Object) 1L;
        }
        if (kind instanceof Kind.Real real) {
            return real.single() ? (Object) 1f : (Object) 1.0;
        }
        if (kind instanceof Kind.Flag) {
            return false;
        }
        if (kind instanceof Kind.Text) {
            return "x";
        }
        if (kind instanceof Kind.ListOf) {
            return List.of();
        }
        return kind instanceof Kind.MapOf ? Map.of() : null;
    }

    private static int indexOf(CheckException broken, List<Setting> settings) {
        return settings.stream().map(Setting::key).toList().indexOf(Setting.snakeCase(broken.setting()));
    }

    /** Adds the broken rule at the line of its setting; the same rule twice counts once. */
    private void report(CheckException broken, Target target) {
        String key = Setting.snakeCase(broken.setting());
        Node.Entry entry = target.mapping().entries().get(key);
        Position position = entry == null ? target.key() : entry.value().position();
        problems.add(position, join(target.path(), key), broken.rule() + ", but was " + broken.found());
    }

    private static Object construct(Class<?> type, @Nullable Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        }
    }

    private static Problem unknownKey(Position position, String path, String name, List<String> known) {
        return Problem.unknown(
                position,
                join(path, name),
                known.isEmpty() ? "no such key; nothing can be set here" : "no such key",
                name,
                known);
    }

    private @Nullable Object bindSetting(Setting setting, Node.Mapping mapping, Position key, String path) {
        Node.Entry entry = mapping.entries().get(setting.key());
        String settingPath = join(path, setting.key());
        if (entry != null && !Node.isNull(entry.value())) {
            return bind(entry.value(), entry.key(), settingPath, setting.kind());
        }
        if (setting.nullable() && (entry != null || setting.defaultYaml() == null)) {
            return null;
        }
        if (setting.defaultYaml() != null) {
            return fallback(setting);
        }
        String doc = setting.doc() == null ? "" : " (" + setting.doc() + ")";
        String state = entry == null ? "is missing" : "is empty";
        return fail(
                entry == null ? key : entry.key(),
                settingPath,
                state + ", expected " + setting.kind().words() + doc);
    }

    /** The default of a setting; one that does not bind is a mistake of the component, not of the user. */
    private Object fallback(Setting setting) {
        String yaml = setting.defaultYaml();
        Problems own = new Problems();
        Position position = Position.of("@Default(\"" + yaml + "\") of " + setting.component());
        Node node = YamlParser.parseText(yaml == null ? "" : yaml, position, own);
        Object value =
                node == null ? FAILED : new Binder(components, own).bind(node, position, setting.key(), setting.kind());
        if (value == FAILED || !own.isEmpty()) {
            throw new IllegalStateException(own.list().toString());
        }
        return value;
    }

    private Object wrong(Node node, String path, Kind kind) {
        return fail(node.position(), path, "must be " + kind.words() + ", but was " + Node.describe(node));
    }

    private Object fail(Position position, String path, String message) {
        problems.add(position, path, message);
        return FAILED;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
