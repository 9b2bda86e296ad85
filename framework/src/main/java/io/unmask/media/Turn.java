package io.unmask.media;

import org.jspecify.annotations.Nullable;

/**
 * A rotation of a picture about a point, counter-clockwise as seen, as torchvision's {@code rotate}.
 *
 * @param source where each pixel of the result comes from
 * @param width columns of the result
 * @param height rows of the result
 */
public record Turn(Affine source, int width, int height) {
    private static final double TOLERANCE = 1e-4;

    /**
     * A rotation of a picture of a size.
     *
     * @param centre the fixed point in pixels from the upper left corner (not from a pixel's centre); null for the
     *     middle
     * @param expand whether the canvas grows to hold the whole picture
     */
    public static Turn of(
            int width, int height, double degrees, double @Nullable [] centre, boolean expand, Arithmetic arithmetic) {
        double x = (centre == null ? width / 2.0 : centre[0]) - 0.5;
        double y = (centre == null ? height / 2.0 : centre[1]) - 0.5;
        Affine source = Affine.sheared(x, y, degrees, 1, 0, 0);
        if (!expand) {
            return new Turn(source, width, height);
        }
        if (centre == null && degrees % 90 == 0) {
            boolean upright = degrees % 180 == 0;
            return grown(source, width, height, upright ? width : height, upright ? height : width);
        }
        double[] xs = new double[4];
        double[] ys = new double[4];
        for (int i = 0; i < 4; i++) {
            double cornerX = i % 2 == 0 ? -0.5 : width - 0.5;
            double cornerY = i / 2 == 0 ? -0.5 : height - 0.5;
            xs[i] = source.x(cornerX, cornerY) + 0.5;
            ys[i] = source.y(cornerX, cornerY) + 0.5;
        }
        return grown(source, width, height, span(xs, arithmetic), span(ys, arithmetic));
    }

    private static Turn grown(Affine source, int width, int height, int newWidth, int newHeight) {
        Affine back = Affine.translation((width - newWidth) / 2.0, (height - newHeight) / 2.0);
        return new Turn(back.then(source), newWidth, newHeight);
    }

    /** Whole pixels from the lowest to the highest; tensors forgive a little, so that 48.00001 stays 48. */
    private static int span(double[] values, Arithmetic arithmetic) {
        double low = values[0];
        double high = values[0];
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (arithmetic != Arithmetic.PIL) {
            low = truncated(low);
            high = truncated(high);
        }
        return (int) (Math.ceil(high) - Math.floor(low));
    }

    private static double truncated(double value) {
        long steps = (long) (value / TOLERANCE);
        return steps * TOLERANCE;
    }
}
