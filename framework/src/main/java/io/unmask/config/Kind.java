package io.unmask.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a setting takes: the closed list of types that a configuration can hold. */
public sealed interface Kind {
    /** In words, with an article: "a whole number". */
    String words();

    /** True or false. */
    record Flag() implements Kind {
        @Override
        public String words() {
            return "true or false";
        }
    }

    /**
     * An {@code int} or {@code long}.
     *
     * @param least the smallest that the Java type holds
     * @param most the largest that the Java type holds
     */
    record Whole(long least, long most) implements Kind {
        @Override
        public String words() {
            return "a whole number";
        }
    }

    /**
     * A {@code float} or {@code double}.
     *
     * @param single whether it is a float
     */
    record Real(boolean single) implements Kind {
        @Override
        public String words() {
            return "a number";
        }
    }

    /** Any text; numbers and booleans are taken as written. */
    record Text() implements Kind {
        @Override
        public String words() {
            return "a text";
        }
    }

    /** A file or folder. */
    record FilePath() implements Kind {
        @Override
        public String words() {
            return "a path";
        }
    }

    /**
     * One name of a fixed list.
     *
     * @param type the enum
     */
    record Choice(Class<? extends Enum<?>> type) implements Kind {
        @Override
        public String words() {
            return "one of " + String.join(", ", names());
        }

        /** The names in YAML. */
        public List<String> names() {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> Setting.snakeCase(constant.name()))
                    .toList();
        }
    }

    /**
     * A list.
     *
     * @param item what its entries are
     */
    record ListOf(Kind item) implements Kind {
        @Override
        public String words() {
            return "a list, each entry " + item.words();
        }
    }

    /**
     * A map with names of the user's choice.
     *
     * @param value what its values are
     */
    record MapOf(Kind value) implements Kind {
        @Override
        public String words() {
            return "a map from names, each value " + value.words();
        }
    }

    /**
     * A block of settings.
     *
     * @param type its record
     */
    record Block(Class<?> type) implements Kind {
        @Override
        public String words() {
            return "a map of settings";
        }
    }

    /**
     * A component of a family: {@code adam}, or {@code {adam: {learning_rate: 1e-3}}}.
     *
     * @param family its interface
     */
    record OneOf(Class<?> family) implements Kind {
        @Override
        public String words() {
            return article(name());
        }

        /** What a component of the family is called: "backbone". */
        public String name() {
            return family.getAnnotation(Family.class).value();
        }

        /** Why names that users may try are missing; empty for nothing to say. */
        String missing() {
            return family.getAnnotation(Family.class).missing();
        }
    }

    /** Any YAML, kept as it is with its positions. */
    record Raw() implements Kind {
        @Override
        public String words() {
            return "anything";
        }
    }

    /**
     * The kind of a Java type.
     *
     * @throws IllegalArgumentException if no setting can have that type
     */
    static Kind of(Type type) {
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new ListOf(of(arguments[0]));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new MapOf(of(arguments[1]));
            }
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        throw new IllegalArgumentException("a setting cannot be a " + type.getTypeName());
    }

    private static Kind ofClass(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return new Flag();
        }
        if (type == int.class || type == Integer.class) {
            return new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return new Whole(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return new Real(type == float.class || type == Float.class);
        }
        if (type == String.class) {
            return new Text();
        }
        if (type == Path.class) {
            return new FilePath();
        }
        if (type == Node.class) {
            return new Raw();
        }
        return ofComposite(type);
    }

    private static Kind ofComposite(Class<?> type) {
        if (type.isEnum()) {
            @SuppressWarnings("unchecked") // isEnum says so
            Class<? extends Enum<?>> choice = (Class<? extends Enum<?>>) type;
            return new Choice(choice);
        }
        if (type.isAnnotationPresent(Family.class)) {
            return new OneOf(type);
        }
        if (type.isRecord()) {
            return new Block(type);
        }
        throw new IllegalArgumentException("a setting cannot be a " + type.getName()
                + ": it is no number, text, path, enum, list, map, record, or interface with @Family");
    }

    /** "a detector", "an augmentation". */
    static String article(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
