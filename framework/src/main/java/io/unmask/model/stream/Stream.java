package io.unmask.model.stream;

import io.unmask.config.Family;
import io.unmask.model.InputShape;
import org.jspecify.annotations.Nullable;

/** One view of a sample for a backbone of its own: its colours, its noise, its spectrum, its second picture. */
@Family("stream")
public interface Stream {
    /**
     * The network, without values.
     *
     * @param picture the pictures it will see
     * @throws io.unmask.config.BadInputException if it cannot take pictures of that shape
     */
    StreamNet build(InputShape picture);

    /**
     * Side in pixels of a second picture that shows something else than the first and is not aligned with it; null if it
     * reads no such.
     */
    default @Nullable Integer companionSide() {
        return null;
    }

    /** Whether it reads the second picture of each sample, which the data then have to give. */
    default boolean readsSecond() {
        return false;
    }
}
