/** What networks take, say and learn from. */
@NullMarked
package io.unmask.model;

import org.jspecify.annotations.NullMarked;
