package io.unmask.train;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;

/**
 * Exponential moving average of the weights and the running statistics, which is then what is validated
 * and kept: average = decay · average + (1 − decay) · weights after every step.
 *
 * @param decay part of the average that a step keeps
 */
@Doc("Moving average of the weights; it is what is validated and kept.")
public record Ema(
        @Doc("Part of the average that a step keeps.") @Default("0.999")
        double decay) {
    /** Checks the settings. */
    public Ema {
        Check.that(decay >= 0 && decay < 1, "decay", decay, "must be from 0 to below 1");
    }
}
