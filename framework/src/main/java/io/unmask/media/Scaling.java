package io.unmask.media;

import java.util.function.DoubleUnaryOperator;

/**
 * Other sizes with the filters of Pillow and of torchvision's tensors; {@link Resampling} has those of OpenCV. Edges
 * stay edges.
 */
public final class Scaling {
    /** Bicubic without a low-pass filter, as OpenCV and tensors have it. */
    private static final double SHARP = -0.75;
    /** Bicubic with a low-pass filter, as Pillow has it. */
    private static final double SOFT = -0.5;
    /** Weights with a low-pass filter are multiples of 2^-22, as Pillow's. */
    private static final double FINENESS = 1 << 22;

    private Scaling() {}

    /** An 8-bit picture at another size, as Pillow resizes it: with a low-pass filter when shrinking. */
    public static Image resize(Image image, int width, int height, Interpolation how) {
        return Raster.change(image, from -> resize(from, width, height, how, true, Arithmetic.PIL));
    }

    /**
     * A picture at another size.
     *
     * @param how NEAREST, LINEAR or CUBIC
     * @param antialias whether shrinking averages over all pixels that become one; Pillow always does
     */
    public static Raster resize(
            Raster from, int width, int height, Interpolation how, boolean antialias, Arithmetic arithmetic) {
        boolean smooth = antialias || arithmetic == Arithmetic.PIL;
        Axis columns = Axis.of(from.width(), width, how, smooth, arithmetic);
        Axis rows = Axis.of(from.height(), height, how, smooth, arithmetic);
        // Pillow keeps 8 bits between the two passes.
        Raster narrow = columns.apply(from, false, arithmetic == Arithmetic.PIL ? arithmetic : Arithmetic.FLOAT);
        return rows.apply(narrow, true, arithmetic);
    }

    /**
     * For each place of the result, the first place that it reads and the weights from there on.
     *
     * @param first places
     * @param weights lists
     */
    private record Axis(int[] first, double[][] weights) {
        static Axis of(int from, int to, Interpolation how, boolean smooth, Arithmetic arithmetic) {
            double scale = (double) from / to;
            Axis axis = new Axis(new int[to], new double[to][]);
            double middle = scale / 2;
            for (int i = 0; i < to; i++) {
                switch (how) {
                    case NEAREST -> axis.nearest(i, from, arithmetic == Arithmetic.PIL ? middle : i * (float) scale);
                    case LINEAR -> axis.kernel(i, from, scale, smooth, 1, x -> Math.max(0, 1 - x));
                    case CUBIC -> axis.kernel(i, from, scale, smooth, 2, x -> cubic(x, smooth ? SOFT : SHARP));
                    default -> throw new IllegalArgumentException("a filter is nearest, linear or cubic, not " + how);
                }
                // Summed up as Pillow does: a middle on a pixel's edge then falls to the same side.
                middle += scale;
            }
            return axis;
        }

        private void nearest(int i, int from, double place) {
            first[i] = Math.min(from - 1, (int) place);
            weights[i] = new double[] {1};
        }

        private void kernel(int i, int from, double scale, boolean smooth, int reach, DoubleUnaryOperator filter) {
            double centre = (i + 0.5) * scale;
            if (smooth) {
                lowPass(i, from, centre, Math.max(1, scale), reach, filter);
            } else {
                between(i, from, centre - 0.5, reach, filter);
            }
        }

        /** The filter is widened by the scale and cut off at the edge, its weights then sum to 1 again. */
        private void lowPass(int i, int from, double centre, double width, int reach, DoubleUnaryOperator filter) {
            int start = Math.max(0, (int) (centre - reach * width + 0.5));
            int end = Math.min(from, (int) (centre + reach * width + 0.5));
            double[] parts = new double[end - start];
            double sum = 0;
            for (int j = 0; j < parts.length; j++) {
                parts[j] = filter.applyAsDouble(Math.abs(start + j + 0.5 - centre) / width);
                sum += parts[j];
            }
            first[i] = start;
            for (int j = 0; j < parts.length; j++) {
                parts[j] = Math.rint(parts[j] / sum * FINENESS) / FINENESS;
            }
            weights[i] = parts;
        }

        /** Places outside count as the outermost inside. */
        private void between(int i, int from, double place, int reach, DoubleUnaryOperator filter) {
            int low = (int) Math.floor(place) - reach + 1;
            int start = clamped(low, from);
            weights[i] = new double[clamped(low + 2 * reach - 1, from) - start + 1];
            first[i] = start;
            for (int j = low; j < low + 2 * reach; j++) {
                weights[i][clamped(j, from) - start] += filter.applyAsDouble(Math.abs(j - place));
            }
        }

        private static int clamped(int place, int from) {
            return Math.max(0, Math.min(from - 1, place));
        }

        private static double cubic(double x, double a) {
            if (x < 1) {
                return ((a + 2) * x - (a + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
        }

        /** Rows when {@code vertical}, else columns. */
        Raster apply(Raster from, boolean vertical, Arithmetic arithmetic) {
            int width = vertical ? from.width() : first.length;
            int height = vertical ? first.length : from.height();
            int channels = from.channels();
            int step = vertical ? from.width() * channels : channels;
            float[] values = new float[width * height * channels];
            int at = 0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int place = vertical ? y : x;
                    int start = vertical ? first[y] * step + x * channels : (y * from.width() + first[x]) * channels;
                    for (int c = 0; c < channels; c++) {
                        values[at++] = arithmetic.rounded(sum(from.values(), start + c, step, weights[place]));
                    }
                }
            }
            return new Raster(width, height, channels, values);
        }

        private static double sum(float[] values, int start, int step, double[] weights) {
            double sum = 0;
            for (int j = 0; j < weights.length; j++) {
                sum += weights[j] * values[start + j * step];
            }
            return sum;
        }
    }
}
