package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Values brought to another device with a gradient. DJL's {@code toDevice} has none, and what writes into an array of another
 * device calls it.
 */
public final class Across {
    private Across() {}

    /**
     * The values on the device of a manager.
     *
     * @param x floating point
     * @return {@code x} itself where it is on that device already; else on the manager
     */
    public static NDArray to(NDArray x, NDManager manager) {
        return x.getDevice().equals(manager.getDevice()) ? x : copy(x, manager);
    }

    /** A copy on a manager and its device, in any case. */
    static NDArray copy(NDArray x, NDManager manager) {
        try (NDArray there = manager.zeros(new Shape(1), x.getDataType())) {
            NDArray copied = Script.ACROSS.of(x, there);
            copied.attach(manager);
            return copied;
        }
    }
}
