package io.unmask.evaluate;

import java.util.Locale;

/** What counts as one sample. */
public enum Level {
    /** Every scored picture by itself. */
    FRAME,
    /** Every video once, with an aggregate of its frames' scores; a photograph is a video of one frame. */
    VIDEO;

    /** Its name in tables and file names: "frame", "video". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
