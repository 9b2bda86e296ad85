package io.unmask.data.prepare;

import java.util.Optional;

/** Hears how a preparation goes, on any thread. */
public interface PrepareListener {
    /** Nothing is heard. */
    PrepareListener SILENT = new PrepareListener() {};

    /**
     * It begins.
     *
     * @param videos of this share
     * @param kept of them, already there from an earlier run
     */
    default void begin(int videos, int kept) {}

    /**
     * A video is done.
     *
     * @param leftOut why no crop was made of it; nothing where it went well
     */
    default void done(Optional<LeftOut> leftOut) {}
}
