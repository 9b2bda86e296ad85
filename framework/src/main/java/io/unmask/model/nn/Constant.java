package io.unmask.model.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers as arrays, for operations whose gradient needs them again. {@code x.mul(3)}, {@code div}, {@code pow}, {@code
 * maximum} and {@code minimum} of a Java number put it into memory that is freed when Java next collects garbage, though the
 * backward pass has yet to read it: then gradients are anything (seen: 1e307).
 */
public final class Constant {
    private static final NDManager MANAGER = NDManager.newBaseManager(Device.cpu());
    private static final Map<Number, NDArray> MADE = new ConcurrentHashMap<>();

    private Constant() {}

    /**
     * A number without axes, of the type of its class, which no array with axes minds. It is kept for good and must not be
     * changed; it lies on the CPU, where arrays of every device can read it.
     *
     * @param value one of few: settings, sizes
     */
    public static NDArray of(Number value) {
        return MADE.computeIfAbsent(value, MANAGER::create);
    }
}
