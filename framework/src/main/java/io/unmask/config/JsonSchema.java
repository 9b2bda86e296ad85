package io.unmask.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema (draft 7, which editors know) of a configuration, made from the same records that read it.
 * An editor completes and checks YAML with it. It asks for no key, since {@code extends} may bring it, and it
 * lets a reference {@code ${NAME}} stand for any single value.
 */
public final class JsonSchema {
    private static final String REFERENCE = "^\\$\\{.+\\}$";

    private final Components components;
    /** Sorted, so that the text does not depend on the order of discovery. */
    private final Map<String, Map<String, Object>> definitions = new TreeMap<>();

    private JsonSchema(Components components) {
        this.components = components;
    }

    /** The schema of a file that holds such a record, as indented JSON with a line break at the end. */
    public static String of(Class<?> root, Components components) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        JsonSchema all = new JsonSchema(components);
        Map<String, Object> block = all.block(root);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("extends", extended());
        properties.putAll(asMap(block.get("properties")));
        block.put("properties", properties);
        schema.putAll(block);
        schema.put("definitions", all.definitions);
        return write(schema);
    }

    private static Map<String, Object> extended() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", "Files that this one is laid over; paths are relative to this file.");
        schema.put("type", List.of("string", "array"));
        schema.put("items", Map.of("type", "string"));
        return schema;
    }

    private Map<String, Object> block(Class<?> type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        Doc doc = type.getAnnotation(Doc.class);
        if (doc != null) {
            schema.put("description", doc.value());
        }
        schema.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Setting setting : Setting.of(type)) {
            properties.put(setting.key(), setting(setting));
        }
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> setting(Setting setting) {
        Map<String, Object> schema = new LinkedHashMap<>();
        String doc = setting.doc() == null ? "" : setting.doc();
        schema.put("description", (setting.required() ? doc + " Required." : doc).strip());
        if (setting.defaultYaml() != null) {
            schema.put("default", defaultOf(setting.defaultYaml()));
        }
        Map<String, Object> kind = kind(setting.kind());
        if (setting.nullable()) {
            schema.put("anyOf", List.of(kind, Map.of("type", "null")));
        } else {
            schema.putAll(kind);
        }
        return schema;
    }

    private static @Nullable Object defaultOf(String yaml) {
        Problems problems = new Problems();
        Node node = YamlParser.parseText(yaml, Position.of(yaml), problems);
        problems.throwIfAny();
        return node == null ? null : ConfigWriter.plain(node);
    }

    private Map<String, Object> kind(Kind kind) {
        if (kind instanceof Kind.ListOf list) {
            return map("type", "array", "items", kind(list.item()));
        }
        if (kind instanceof Kind.MapOf map) {
            return map("type", "object", "additionalProperties", kind(map.value()));
        }
        if (kind instanceof Kind.Block block) {
            return reference(name(block.type()), () -> block(block.type()));
        }
        if (kind instanceof Kind.OneOf one) {
            return reference(one.name().replace(' ', '_'), () -> family(one));
        }
        if (kind instanceof Kind.Choice choice) {
            return map("anyOf", List.of(map("enum", choice.names()), map("type", "string", "pattern", REFERENCE)));
        }
        if (kind instanceof Kind.Raw) {
            return Map.of();
        }
        return scalar(kind);
    }

    private static Map<String, Object> scalar(Kind kind) {
        if (kind instanceof Kind.Text || kind instanceof Kind.FilePath) {
            return map("type", List.of("string", "number", "boolean"));
        }
        String type = kind instanceof Kind.Flag ? "boolean" : kind instanceof Kind.Whole ? "integer" : "number";
        return map("type", List.of(type, "string"), "pattern", REFERENCE);
    }

    private Map<String, Object> family(Kind.OneOf kind) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> bare = new ArrayList<>();
        for (Component component : components.of(kind.family())) {
            String definition = kind.name().replace(' ', '_') + "." + component.name();
            properties.put(
                    component.name(),
                    map(
                            "anyOf",
                            List.of(reference(definition, () -> block(component.type())), Map.of("type", "null"))));
            bare.add(component.name());
        }
        Map<String, Object> named = map("type", "object", "properties", properties, "additionalProperties", false);
        named.put("minProperties", 1);
        named.put("maxProperties", 1);
        return map(
                "description",
                Kind.article(kind.name()).substring(0, 1).toUpperCase(Locale.ROOT)
                        + Kind.article(kind.name()).substring(1)
                        + ": its name, or its name with settings below.",
                "anyOf",
                List.of(map("enum", bare), named));
    }

    private Map<String, Object> reference(String name, Supplier<Map<String, Object>> schema) {
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of()); // it may hold itself
            definitions.put(name, schema.get());
        }
        // All siblings of $ref are ignored in draft 7, so it stands in a list of its own.
        return map("allOf", List.of(Map.of("$ref", "#/definitions/" + name)));
    }

    /** A nested record with the one around it, so that two of the same simple name are told apart. */
    private static String name(Class<?> type) {
        return Setting.snakeCase(
                type.getName().substring(type.getPackageName().length() + 1).replace('$', '.'));
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    @SuppressWarnings("unchecked") // made by block()
    private static Map<String, Object> asMap(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static String write(Map<String, Object> schema) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
