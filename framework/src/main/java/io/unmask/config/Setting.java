package io.unmask.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a component: a record component as YAML sees it.
 *
 * @param key its name in YAML, snake_case
 * @param component the record component
 * @param kind what it takes
 * @param doc its sentence, or null
 * @param defaultYaml its default as YAML, or null
 * @param nullable whether it may be left empty
 */
public record Setting(
        String key,
        RecordComponent component,
        Kind kind,
        @Nullable String doc,
        @Nullable String defaultYaml,
        boolean nullable) {
    private static final ClassValue<List<Setting>> CACHE = new ClassValue<>() {
        @Override
        protected List<Setting> computeValue(Class<?> type) {
            List<Setting> settings = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                settings.add(of(component));
            }
            return List.copyOf(settings);
        }
    };

    /** The settings of a record, in its order. */
    public static List<Setting> of(Class<?> recordType) {
        return CACHE.get(recordType);
    }

    /** Whether YAML must set it. */
    public boolean required() {
        return defaultYaml == null && !nullable;
    }

    /** {@code learningRate} to {@code learning_rate}, {@code HQ} to {@code hq}. */
    public static String snakeCase(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static Setting of(RecordComponent component) {
        Doc doc = component.getAnnotation(Doc.class);
        Default fallback = component.getAnnotation(Default.class);
        return new Setting(
                snakeCase(component.getName()),
                component,
                Kind.of(component.getGenericType()),
                doc == null ? null : doc.value(),
                fallback == null ? null : fallback.value(),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }
}
