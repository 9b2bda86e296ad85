/**
 * Scores to numbers with intervals, on primitive arrays: {@link io.unmask.evaluate.Scores} are sorted once
 * into a {@link io.unmask.evaluate.Sample}, counted into a {@link io.unmask.evaluate.Tally}, and every
 * {@link io.unmask.evaluate.Measure} is a function of that, on the scores as on each bootstrap replicate.
 */
@NullMarked
package io.unmask.evaluate;

import org.jspecify.annotations.NullMarked;
