/**
 * Holds this project's modules against numbers that the official code produced: reads fixtures, builds what
 * they name, compares. A new area is one {@link io.unmask.experiments.conform.ConformCase}.
 */
@NullMarked
package io.unmask.experiments.conform;

import org.jspecify.annotations.NullMarked;
