package io.unmask.model;

import io.unmask.config.Check;

/**
 * The pictures or clips that a network is built for.
 *
 * @param channels 3 for RGB
 * @param sidePixels side of the square; only networks that flatten or filter their features depend on it
 * @param frames of a clip, (N, C, T, H, W); {@link #PICTURE} for single pictures, (N, C, H, W)
 */
public record InputShape(int channels, int sidePixels, int frames) {
    /** Stands for the frames of single pictures, which have no axis of time. */
    public static final int PICTURE = 0;

    /** Checks the numbers. */
    public InputShape {
        Check.that(channels > 0, "channels", channels, "must be above 0");
        Check.that(sidePixels > 0, "sidePixels", sidePixels, "must be above 0");
        Check.that(frames >= 0, "frames", frames, "must be at least 0");
    }

    /** Single pictures. */
    public InputShape(int channels, int sidePixels) {
        this(channels, sidePixels, PICTURE);
    }

    /** RGB pictures. */
    public static InputShape rgb(int sidePixels) {
        return new InputShape(3, sidePixels);
    }

    /** Whether it is one of clips. */
    public boolean isClip() {
        return frames != PICTURE;
    }
}
