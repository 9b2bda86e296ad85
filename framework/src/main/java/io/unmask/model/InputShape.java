package io.unmask.model;

import io.unmask.config.Check;

/**
 * The pictures that a network is built for.
 *
 * @param channels 3 for RGB
 * @param sidePixels side of the square; only networks that flatten or filter their features depend on it
 */
public record InputShape(int channels, int sidePixels) {
    /** Checks the numbers. */
    public InputShape {
        Check.that(channels > 0, "channels", channels, "must be above 0");
        Check.that(sidePixels > 0, "sidePixels", sidePixels, "must be above 0");
    }

    /** RGB pictures. */
    public static InputShape rgb(int sidePixels) {
        return new InputShape(3, sidePixels);
    }
}
