package io.unmask.media;

/**
 * An affine map of the plane: x' = a·x + b·y + c, y' = d·x + e·y + f. Coordinates are pixels; (0, 0) is the
 * centre of the first pixel, so a picture of width w spans -0.5 .. w - 0.5.
 *
 * @param a x' by x
 * @param b x' by y
 * @param c shift of x'
 * @param d y' by x
 * @param e y' by y
 * @param f shift of y'
 */
public record Affine(double a, double b, double c, double d, double e, double f) implements PointMap {
    /** Leaves everything where it is. */
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    /** Moves by (x, y). */
    public static Affine translation(double x, double y) {
        return new Affine(1, 0, x, 0, 1, y);
    }

    /** Left becomes right in a picture of that width. */
    public static Affine flip(int width) {
        return new Affine(-1, 0, width - 1.0, 0, 1, 0);
    }

    /** What a resize does to coordinates: edges map to edges. */
    public static Affine resize(int fromWidth, int fromHeight, int toWidth, int toHeight) {
        double sx = (double) toWidth / fromWidth;
        double sy = (double) toHeight / fromHeight;
        return new Affine(sx, 0, 0.5 * sx - 0.5, 0, sy, 0.5 * sy - 0.5);
    }

    /** Scales, then turns counter-clockwise as seen on the screen, about a fixed point. */
    public static Affine about(double x, double y, double degrees, double scaleX, double scaleY) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double a = cos * scaleX;
        double b = sin * scaleY;
        double d = -sin * scaleX;
        double e = cos * scaleY;
        return new Affine(a, b, x - a * x - b * y, d, e, y - d * x - e * y);
    }

    /**
     * Shears and scales, then turns clockwise as seen on the screen, about a fixed point: the affine map of
     * torchvision, whose shears are angles too. Angles of 90° are exact.
     *
     * @param clockwiseDegrees the turn
     * @param scale the same along both axes
     * @param shearXDegrees by how much vertical lines lean
     * @param shearYDegrees by how much horizontal lines lean
     */
    public static Affine sheared(
            double x, double y, double clockwiseDegrees, double scale, double shearXDegrees, double shearYDegrees) {
        double turn = Math.toRadians(clockwiseDegrees);
        double leanY = Math.toRadians(shearYDegrees);
        double leanX = Math.tan(Math.toRadians(shearXDegrees));
        double cos = clean(Math.cos(turn - leanY) / Math.cos(leanY));
        double sin = clean(Math.sin(turn - leanY) / Math.cos(leanY));
        double a = scale * cos;
        double b = scale * (-cos * leanX - clean(Math.sin(turn)));
        double d = scale * sin;
        double e = scale * (-sin * leanX + clean(Math.cos(turn)));
        return new Affine(a, b, x - a * x - b * y, d, e, y - d * x - e * y);
    }

    /**
     * The turn, scale and shift that bring points nearest to others, by the sum of squared distances (Umeyama 1991,
     * without mirroring).
     *
     * @param from x0, y0, x1, y1, …: at least two points, not all in one place
     * @param to where each of them should go
     */
    public static Affine similarity(float[] from, float[] to) {
        if (from.length != to.length || from.length < 4 || from.length % 2 != 0) {
            throw new IllegalArgumentException(from.length + " and " + to.length + " coordinates");
        }
        double[] middle = middle(from);
        double[] goal = middle(to);
        double along = 0;
        double across = 0;
        double spread = 0;
        for (int i = 0; i < from.length; i += 2) {
            double x = from[i] - middle[0];
            double y = from[i + 1] - middle[1];
            along += x * (to[i] - goal[0]) + y * (to[i + 1] - goal[1]);
            across += x * (to[i + 1] - goal[1]) - y * (to[i] - goal[0]);
            spread += x * x + y * y;
        }
        if (spread == 0) {
            throw new IllegalArgumentException("all points lie in one place");
        }
        double cos = along / spread;
        double sin = across / spread;
        return new Affine(
                cos,
                -sin,
                goal[0] - cos * middle[0] + sin * middle[1],
                sin,
                cos,
                goal[1] - sin * middle[0] - cos * middle[1]);
    }

    private static double[] middle(float[] xy) {
        double x = 0;
        double y = 0;
        for (int i = 0; i < xy.length; i += 2) {
            x += xy[i];
            y += xy[i + 1];
        }
        return new double[] {2 * x / xy.length, 2 * y / xy.length};
    }

    /** Without the last bits, so that a quarter turn moves pixels onto pixels. */
    private static double clean(double value) {
        return Math.rint(value * 1e15) / 1e15;
    }

    /** The map back. */
    public Affine inverse() {
        double determinant = a * e - b * d;
        double backA = e / determinant;
        double backB = -b / determinant;
        double backD = -d / determinant;
        double backE = a / determinant;
        return new Affine(backA, backB, -backA * c - backB * f, backD, backE, -backD * c - backE * f);
    }

    /** This map first, the other after it. */
    public Affine then(Affine next) {
        return new Affine(
                next.a * a + next.b * d,
                next.a * b + next.b * e,
                next.a * c + next.b * f + next.c,
                next.d * a + next.e * d,
                next.d * b + next.e * e,
                next.d * c + next.e * f + next.f);
    }

    @Override
    public double x(double x, double y) {
        return a * x + b * y + c;
    }

    @Override
    public double y(double x, double y) {
        return d * x + e * y + f;
    }
}
