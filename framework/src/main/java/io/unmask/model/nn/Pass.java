package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import java.util.function.BiConsumer;

/**
 * One forward pass: whether it trains (BatchNorm uses and updates batch statistics, dropout drops), and
 * who hears of intermediate activations.
 */
public final class Pass {
    private static final BiConsumer<String, NDArray> NOBODY = (name, value) -> {};

    private final boolean training;
    private final BiConsumer<String, NDArray> listener;

    private Pass(boolean training, BiConsumer<String, NDArray> listener) {
        this.training = training;
        this.listener = listener;
    }

    /** A training pass. Random layers draw from the engine's generator, which the caller has seeded. */
    public static Pass training() {
        return new Pass(true, NOBODY);
    }

    /** An evaluation pass. */
    public static Pass evaluation() {
        return new Pass(false, NOBODY);
    }

    /** The same pass, with a listener for taps: name and value, in the order they are computed. */
    public Pass listening(BiConsumer<String, NDArray> tapListener) {
        return new Pass(training, tapListener);
    }

    /** The same pass, for a part of a network whose taps carry a prefix. */
    public Pass under(String prefix) {
        return listener == NOBODY ? this : new Pass(training, (name, value) -> listener.accept(prefix + name, value));
    }

    /** Whether BatchNorm uses batch statistics and dropout drops. */
    public boolean isTraining() {
        return training;
    }

    /** Reports an activation, in float32 where it is float16; returns it as it is. */
    public NDArray tap(String name, NDArray value) {
        if (listener != NOBODY) {
            listener.accept(name, Cast.outOfHalf(value));
        }
        return value;
    }
}
