package io.unmask.data;

import io.unmask.config.Check;

/**
 * Points of a face in pixels of its picture: x to the right, y down, (0, 0) the centre of the first pixel.
 * 68 points follow the 300-W order: 0–16 jaw, 17–26 brows, 27–35 nose, 36–47 eyes, 48–67 mouth.
 *
 * @param xy x0, y0, x1, y1, …; not copied
 */
public record Landmarks(float[] xy) {
    /** Checks that the values come in pairs. */
    public Landmarks {
        Check.that(xy.length % 2 == 0, "xy", xy.length, "must hold pairs of values");
    }

    /** Number of points. */
    public int size() {
        return xy.length / 2;
    }

    /** Column of a point. */
    public float x(int point) {
        return xy[2 * point];
    }

    /** Row of a point. */
    public float y(int point) {
        return xy[2 * point + 1];
    }
}
