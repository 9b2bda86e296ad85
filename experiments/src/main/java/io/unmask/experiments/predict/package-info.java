/** Scores for one's own pictures and videos, from the checkpoint of a finished trial. */
@NullMarked
package io.unmask.experiments.predict;

import org.jspecify.annotations.NullMarked;
