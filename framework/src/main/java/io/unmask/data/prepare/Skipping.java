package io.unmask.data.prepare;

/** Whether a data set of which something had to be left out is a success. */
public enum Skipping {
    /** What can be used is prepared, the rest is listed, and the command ends with 1. */
    FAIL,
    /** The same, but the command ends with 0. */
    ALLOWED
}
