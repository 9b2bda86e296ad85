/** Where a detector looks: heat maps over its pictures. */
@NullMarked
package io.unmask.model.explain;

import org.jspecify.annotations.NullMarked;
