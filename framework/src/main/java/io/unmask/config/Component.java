package io.unmask.config;

import java.util.List;

/**
 * A registered component.
 *
 * @param family the interface that it implements
 * @param name its name in YAML
 * @param type its record
 */
public record Component(Class<?> family, String name, Class<?> type) {
    /** Its sentence, or an empty text. */
    public String doc() {
        Doc doc = type.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }

    /** What can be set. */
    public List<Setting> settings() {
        return Setting.of(type);
    }

    /** What one of its family is called: "backbone". */
    public String familyName() {
        return new Kind.OneOf(family).name();
    }
}
