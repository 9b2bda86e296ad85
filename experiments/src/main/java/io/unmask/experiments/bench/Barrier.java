package io.unmask.experiments.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Waits until a device has done what it was told. A CPU always has. */
final class Barrier {
    private final boolean needed;
    private final NDArray one;

    /** A barrier of a manager's device, which keeps one number there. */
    Barrier(NDManager manager) {
        needed = manager.getDevice().isGpu();
        one = manager.create(1f);
    }

    /** Whether there is anything to wait for. */
    boolean isNeeded() {
        return needed;
    }

    /** Returns when the device has nothing left to do. */
    void await() {
        if (needed) {
            // Reading a value back comes after all that was queued before.
            one.toByteBuffer();
        }
    }
}
