package io.unmask.train;

/** What is done when a training set holds more of one class than of the other. */
public enum Balance {
    /** Nothing. */
    NONE,
    /** The loader draws as many reals as fakes; see {@link io.unmask.data.SampleOrder#balanced}. */
    SAMPLING,
    /** Every real comes with a fake of the same frame, both augmented alike; see {@link io.unmask.data.PairOrder}. */
    PAIRS
}
