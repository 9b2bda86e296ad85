package io.unmask.data;

/** The parts of a data set; no person, source video or picture is in two of them. */
public enum Split {
    /** Networks learn from it. */
    TRAIN,
    /** Checkpoints, thresholds and early stopping are chosen on it. */
    VAL,
    /** Read once, after all choices. */
    TEST
}
