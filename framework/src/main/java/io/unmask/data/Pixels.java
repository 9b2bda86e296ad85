package io.unmask.data;

import io.unmask.media.Image;

/** Where the pixels of a frame or mask come from: a file, a packed cache, a generator. Safe for any thread. */
public interface Pixels {
    /**
     * Decodes or makes the picture.
     *
     * @throws io.unmask.config.BadInputException if it is missing or broken; the message names it
     */
    Image read();

    /** What a message calls it: a path, or cache and index. */
    String describe();

    /**
     * A text that changes whenever the pixels may have changed, found without reading them: of a file its
     * path, size and time, of something made its settings and seed. Caches are named by it.
     */
    default String fingerprint() {
        return describe();
    }

    /** Whether reading costs much more than decoding a file of that size, so that keeping the result pays. */
    default boolean isCostly() {
        return false;
    }
}
