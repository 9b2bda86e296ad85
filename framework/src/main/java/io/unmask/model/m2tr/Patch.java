package io.unmask.model.m2tr;

import io.unmask.config.Check;

/**
 * The part of a map that is one token.
 *
 * @param width in pixels of the map
 * @param height in pixels of the map
 */
public record Patch(int width, int height) {
    /** Guards the sizes. */
    public Patch {
        Check.that(width > 0, "width", width, "must be above 0");
        Check.that(height > 0, "height", height, "must be above 0");
    }

    /** A square one. */
    public static Patch square(int side) {
        return new Patch(side, side);
    }
}
