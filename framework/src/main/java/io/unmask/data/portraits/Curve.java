package io.unmask.data.portraits;

/** A smooth curve through a few points: Catmull and Rom's spline, tabulated. Constant outside its points. */
final class Curve {
    private static final int CELLS = 256;

    private final float start;
    private final float cellsPerUnit;
    private final float[] table = new float[CELLS + 2];

    /** Through the points {x, y}, at least two, with rising x. */
    Curve(double[][] points) {
        for (int i = 1; i < points.length; i++) {
            if (points[i][0] <= points[i - 1][0]) {
                throw new IllegalArgumentException(
                        "point " + i + " lies at " + points[i][0] + ", not after " + points[i - 1][0]);
            }
        }
        start = (float) points[0][0];
        double end = points[points.length - 1][0];
        cellsPerUnit = (float) (CELLS / (end - points[0][0]));
        int knot = 0;
        for (int cell = 0; cell <= CELLS + 1; cell++) {
            double x = Math.min(end, start + cell * (end - start) / CELLS);
            while (knot < points.length - 2 && x > points[knot + 1][0]) {
                knot++;
            }
            table[cell] = (float) spline(points, knot, x);
        }
    }

    float at(float x) {
        float cell = Noise.clamp((x - start) * cellsPerUnit, 0, CELLS);
        int index = (int) cell;
        return table[index] + (cell - index) * (table[index + 1] - table[index]);
    }

    private static double spline(double[][] points, int knot, double x) {
        double x0 = points[knot][0];
        double x1 = points[knot + 1][0];
        double y0 = points[knot][1];
        double y1 = points[knot + 1][1];
        double width = x1 - x0;
        double t = (x - x0) / width;
        double m0 = slope(points, knot) * width;
        double m1 = slope(points, knot + 1) * width;
        double t2 = t * t;
        double t3 = t2 * t;
        return (2 * t3 - 3 * t2 + 1) * y0 + (t3 - 2 * t2 + t) * m0 + (3 * t2 - 2 * t3) * y1 + (t3 - t2) * m1;
    }

    private static double slope(double[][] points, int knot) {
        int before = Math.max(knot - 1, 0);
        int after = Math.min(knot + 1, points.length - 1);
        return (points[after][1] - points[before][1]) / (points[after][0] - points[before][0]);
    }
}
