package io.unmask.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose implementations a YAML file can name: backbones, optimisers, data sources.
 * An implementation is a record with {@code @JsonTypeName} (its name in YAML) and {@code @AutoService}
 * (how the registry finds it); its components are its settings.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Family {
    /** What one of them is called in messages and lists: "backbone". */
    String value();

    /** Why a name that users may well try is none of them; told when a name is unknown. Empty for nothing to tell. */
    String missing() default "";
}
