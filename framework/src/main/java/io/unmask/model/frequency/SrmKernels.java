package io.unmask.model.frequency;

import java.util.ArrayList;
import java.util.List;

/**
 * The 5×5 high-pass kernels of the spatial rich model (Fridrich and Kodovský 2012), row-major. Each sums to 0, so it
 * answers to noise and edges and not to brightness.
 */
final class SrmKernels {
    /** Rows and columns of a kernel. */
    static final int SIDE = 5;

    private static final int CENTRE = 2;

    /** The second-order square, centre −4. */
    private static final double[][] SQUARE_3 = {
        {0, 0, 0, 0, 0}, {0, -1, 2, -1, 0}, {0, 2, -4, 2, 0}, {0, -1, 2, -1, 0}, {0, 0, 0, 0, 0}
    };

    /** The third-order square, centre −12. */
    private static final double[][] SQUARE_5 = {
        {-1, 2, -2, 2, -1}, {2, -6, 8, -6, 2}, {-2, 8, -12, 8, -2}, {2, -6, 8, -6, 2}, {-1, 2, -2, 2, -1}
    };

    /** Second differences along a row. */
    private static final double[][] HORIZONTAL = {
        {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 1, -2, 1, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}
    };

    /** Steps down and right: north, then clockwise. */
    private static final int[][] COMPASS = {{-1, 0}, {-1, 1}, {0, 1}, {1, 1}, {1, 0}, {1, -1}, {0, -1}, {-1, -1}};
    /** One of each pair of opposite steps. */
    private static final int[][] LINES = {{-1, 0}, {-1, 1}, {0, 1}, {-1, -1}};

    private SrmKernels() {}

    /** The three that deepfake papers use, each divided by the size of its centre. */
    static List<double[]> three() {
        return List.of(flat(SQUARE_3, 4), flat(SQUARE_5, 12), flat(HORIZONTAL, 2));
    }

    /** All thirty, with whole numbers: first, second and third differences, squares and their halves. */
    static List<double[]> thirty() {
        List<double[]> all = new ArrayList<>();
        for (int[] step : COMPASS) {
            all.add(line(step, 0, -1, 1, 0));
        }
        for (int[] step : LINES) {
            all.add(line(step, 1, -2, 1, 0));
        }
        for (int[] step : COMPASS) {
            all.add(line(step, 1, -3, 3, -1));
        }
        for (double[][] square : List.of(SQUARE_3, SQUARE_5)) {
            all.add(flat(square, 1));
            all.add(half(square, -1, 0));
            all.add(half(square, 0, 1));
            all.add(half(square, 1, 0));
            all.add(half(square, 0, -1));
        }
        return all;
    }

    private static double[] line(int[] step, double back, double centre, double ahead, double twoAhead) {
        double[] kernel = new double[SIDE * SIDE];
        double[] values = {back, centre, ahead, twoAhead};
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                int row = CENTRE + (i - 1) * step[0];
                kernel[row * SIDE + CENTRE + (i - 1) * step[1]] = values[i];
            }
        }
        return kernel;
    }

    private static double[] flat(double[][] square, double divisor) {
        double[] kernel = new double[SIDE * SIDE];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = square[i / SIDE][i % SIDE] / divisor;
        }
        return kernel;
    }

    /** The half that lies in a direction, the middle line with it. */
    private static double[] half(double[][] square, int down, int right) {
        double[] kernel = flat(square, 1);
        for (int i = 0; i < kernel.length; i++) {
            if (down * (i / SIDE - CENTRE) < 0 || right * (i % SIDE - CENTRE) < 0) {
                kernel[i] = 0;
            }
        }
        return kernel;
    }
}
