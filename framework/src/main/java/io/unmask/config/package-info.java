/**
 * YAML to records. A file becomes a tree of {@link io.unmask.config.Node}s that know where they were written;
 * {@code extends}, overrides and references change the tree; the binder turns it into records and reports all
 * problems at once. {@link io.unmask.config.Components} knows what can be named, {@link io.unmask.config.Setting}
 * and {@link io.unmask.config.Kind} what can be set.
 */
@NullMarked
package io.unmask.config;

import org.jspecify.annotations.NullMarked;
