package io.unmask.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that a setting takes when the YAML leaves it out, written as YAML: {@code @Default("0.9")},
 * {@code @Default("[1, 2]")}, {@code @Default("adam")}. A setting with neither a default nor
 * {@code @Nullable} is required.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** YAML text of the default. */
    String value();
}
