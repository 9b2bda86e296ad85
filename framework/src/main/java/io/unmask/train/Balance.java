package io.unmask.train;

/** What is done when a training set holds more of one class than of the other. */
public enum Balance {
    /** Nothing. */
    NONE,
    /** The loader draws as many reals as fakes; see {@link io.unmask.data.SampleOrder#balanced}. */
    SAMPLING
}
