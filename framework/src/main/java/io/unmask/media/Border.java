package io.unmask.media;

/** What lies outside a picture. */
public enum Border {
    /** Zero: black. */
    BLACK,
    /** The nearest pixel of the edge: aaa|abc|ccc. */
    REPLICATE,
    /** Mirrored without repeating the edge: cb|abc|ba. */
    REFLECT,
    /** Mirrored, the edge repeated: ba|abc|cb. */
    SYMMETRIC
}
