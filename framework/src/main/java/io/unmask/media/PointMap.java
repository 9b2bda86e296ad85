package io.unmask.media;

/** Where the points of a picture go. Coordinates are pixels; (0, 0) is the centre of the first pixel. */
public interface PointMap {
    /** Column of the point that (x, y) goes to. */
    double x(double x, double y);

    /** Row of the point that (x, y) goes to. */
    double y(double x, double y);
}
