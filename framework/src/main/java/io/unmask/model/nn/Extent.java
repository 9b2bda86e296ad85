package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.Check;

/**
 * A length in frames and a side in pixels: a kernel of clips, its stride or its padding. Height and width are the same.
 *
 * @param frames along time
 * @param pixels along height and along width
 */
public record Extent(int frames, int pixels) {
    /** A single place. */
    public static final Extent ONE = new Extent(1, 1);
    /** No padding. */
    public static final Extent NONE = new Extent(0, 0);

    private static final int TIME = 2;
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;

    /** Checks the numbers. */
    public Extent {
        Check.that(frames >= 0, "frames", frames, "must be at least 0");
        Check.that(pixels >= 0, "pixels", pixels, "must be at least 0");
    }

    /** The same along all three axes. */
    public static Extent cube(int side) {
        return new Extent(side, side);
    }

    /** (time, height, width), as DJL wants it. */
    Shape shape() {
        return new Shape(frames, pixels, pixels);
    }

    /** Half of a kernel of odd sides, rounded down: the padding that keeps a map's size at stride 1. */
    public Extent half() {
        return new Extent(frames / 2, pixels / 2);
    }

    /** Elements of a kernel of this extent. */
    int size() {
        return frames * pixels * pixels;
    }

    /**
     * Adds zeros around a clip as TensorFlow's "same" padding does, so that a kernel of this extent leaves ceil(n / stride)
     * places on each axis: half of what is missing before, rounded down, the rest after.
     *
     * @param x (N, C, T, H, W)
     */
    NDArray padSame(NDArray x, Extent stride) {
        long time = missing(x.getShape().get(TIME), frames, stride.frames);
        long rows = missing(x.getShape().get(ROWS), pixels, stride.pixels);
        long columns = missing(x.getShape().get(COLUMNS), pixels, stride.pixels);
        if (time + rows + columns == 0) {
            return x;
        }
        // The last axis comes first.
        return x.pad(
                new Shape(columns / 2, columns - columns / 2, rows / 2, rows - rows / 2, time / 2, time - time / 2), 0);
    }

    /** Zeros that "same" padding adds to an axis of that length, before and after together. */
    static long missing(long length, int kernel, int stride) {
        long outputs = (length + stride - 1) / stride;
        return Math.max((outputs - 1) * stride + kernel - length, 0);
    }
}
