package io.unmask.train.schedule;

/** What a schedule counts. */
public enum Unit {
    /** Passes over the training data: the rate changes between epochs. */
    EPOCH,
    /** Updates of the weights: the rate changes after every one. */
    STEP
}
