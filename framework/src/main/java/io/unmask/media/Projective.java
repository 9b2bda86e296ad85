package io.unmask.media;

/**
 * A projective map of the plane: x' = (a·x + b·y + c) / (g·x + h·y + 1), y' = (d·x + e·y + f) / (g·x + h·y + 1).
 * Straight lines stay straight, parallels may meet.
 *
 * @param a x' by x
 * @param b x' by y
 * @param c shift of x'
 * @param d y' by x
 * @param e y' by y
 * @param f shift of y'
 * @param g foreshortening by x
 * @param h foreshortening by y
 */
public record Projective(double a, double b, double c, double d, double e, double f, double g, double h)
        implements PointMap {
    private static final int UNKNOWNS = 8;

    /**
     * The map that takes four points to four others.
     *
     * @param from x0, y0, … x3, y3, no three of them on a line
     * @param to where they go, in the same order
     * @throws IllegalArgumentException if there is no such map
     */
    public static Projective between(double[] from, double[] to) {
        double[][] rows = new double[UNKNOWNS][];
        for (int i = 0; i < 4; i++) {
            double x = from[2 * i];
            double y = from[2 * i + 1];
            double toX = to[2 * i];
            double toY = to[2 * i + 1];
            rows[2 * i] = new double[] {x, y, 1, 0, 0, 0, -toX * x, -toX * y, toX};
            rows[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -toY * x, -toY * y, toY};
        }
        double[] s = solved(rows);
        return new Projective(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
    }

    @Override
    public double x(double x, double y) {
        return (a * x + b * y + c) / (g * x + h * y + 1);
    }

    @Override
    public double y(double x, double y) {
        return (d * x + e * y + f) / (g * x + h * y + 1);
    }

    /** Gauss and Jordan with pivots; the last column is the right-hand side. */
    private static double[] solved(double[][] rows) {
        for (int column = 0; column < UNKNOWNS; column++) {
            int pivot = column;
            for (int row = column + 1; row < UNKNOWNS; row++) {
                if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) {
                    pivot = row;
                }
            }
            if (Math.abs(rows[pivot][column]) < 1e-12) {
                throw new IllegalArgumentException("three of the four points lie on a line");
            }
            double[] swapped = rows[pivot];
            rows[pivot] = rows[column];
            rows[column] = swapped;
            eliminate(rows, column);
        }
        double[] solution = new double[UNKNOWNS];
        for (int i = 0; i < UNKNOWNS; i++) {
            solution[i] = rows[i][UNKNOWNS] / rows[i][i];
        }
        return solution;
    }

    private static void eliminate(double[][] rows, int column) {
        for (int row = 0; row < UNKNOWNS; row++) {
            if (row != column) {
                double factor = rows[row][column] / rows[column][column];
                for (int i = column; i <= UNKNOWNS; i++) {
                    rows[row][i] -= factor * rows[column][i];
                }
            }
        }
    }
}
