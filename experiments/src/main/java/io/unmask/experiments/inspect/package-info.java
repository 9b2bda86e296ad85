/** {@code unmask inspect}: what is in a data set, and what is wrong with it. */
@NullMarked
package io.unmask.experiments.inspect;

import org.jspecify.annotations.NullMarked;
