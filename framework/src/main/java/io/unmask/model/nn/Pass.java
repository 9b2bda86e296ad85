package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One forward pass: whether it trains (BatchNorm uses and updates batch statistics, dropout drops), and
 * who hears of intermediate activations.
 */
public final class Pass {
    private final boolean training;
    private final boolean repeated;
    private final @Nullable BiConsumer<String, NDArray> listener;

    private Pass(boolean training, boolean repeated, @Nullable BiConsumer<String, NDArray> listener) {
        this.training = training;
        this.repeated = repeated;
        this.listener = listener;
    }

    /** A training pass. Random layers draw from the engine's generator, which the caller has seeded. */
    public static Pass training() {
        return new Pass(true, false, null);
    }

    /** An evaluation pass. */
    public static Pass evaluation() {
        return new Pass(false, false, null);
    }

    /** The same pass, with a listener for taps: name and value, in the order they are computed. */
    public Pass listening(BiConsumer<String, NDArray> tapListener) {
        return new Pass(training, repeated, tapListener);
    }

    /** The same pass, for a part of a network whose taps carry a prefix. */
    public Pass under(String prefix) {
        BiConsumer<String, NDArray> own = listener;
        return own == null ? this : new Pass(training, repeated, (name, value) -> own.accept(prefix + name, value));
    }

    /** The same pass once more over the same values, for their gradients: it counts nothing a second time. */
    Pass again() {
        return new Pass(training, true, null);
    }

    /** Whether it was gone through before, and statistics are up to date. */
    boolean isRepeated() {
        return repeated;
    }

    /** Whether somebody listens to taps. */
    boolean isHeard() {
        return listener != null;
    }

    /** Whether BatchNorm uses batch statistics and dropout drops. */
    public boolean isTraining() {
        return training;
    }

    /** Reports an activation, in float32 where it is float16; returns it as it is. */
    public NDArray tap(String name, NDArray value) {
        if (listener != null) {
            listener.accept(name, Cast.outOfHalf(value));
        }
        return value;
    }
}
