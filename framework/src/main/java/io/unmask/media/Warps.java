package io.unmask.media;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pictures moved by a map of the plane with the sampling and the edges of torchvision; {@link Resampling} has those of
 * OpenCV, which is faster and rounds coordinates to 1/32 of a pixel.
 */
public final class Warps {
    private Warps() {}

    /**
     * A picture whose pixel at (x, y) is taken from {@code source(x, y)} of the given one.
     *
     * <p>Pillow repeats the edge for the half pixel outside the outermost centres and fills what lies further out.
     * Tensors fade to black over a whole pixel, and to the fill colour where one is given.
     *
     * @param source where each pixel of the result comes from
     * @param width columns of the result
     * @param height rows of the result
     * @param how NEAREST or LINEAR
     * @param fill a value a channel for what lies outside, 0..255; null for black
     */
    public static Raster warp(
            Raster from,
            PointMap source,
            int width,
            int height,
            Interpolation how,
            float @Nullable [] fill,
            Arithmetic arithmetic) {
        if (how != Interpolation.NEAREST && how != Interpolation.LINEAR) {
            throw new IllegalArgumentException("a warp is nearest or linear, not " + how);
        }
        int channels = from.channels();
        float[] values = new float[width * height * channels];
        Sampler sampler = new Sampler(from, how == Interpolation.LINEAR, fill, arithmetic);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sampler.put(source.x(x, y), source.y(x, y), values, (y * width + x) * channels);
            }
        }
        return new Raster(width, height, channels, values);
    }

    /**
     * The same for an 8-bit picture in Pillow's arithmetic.
     *
     * @param fill the value of every channel for what lies outside, 0..255
     */
    public static Image warp(Image image, PointMap source, int width, int height, Interpolation how, int fill) {
        float[] fills = new float[image.channels()];
        Arrays.fill(fills, fill);
        return Raster.change(image, from -> warp(from, source, width, height, how, fills, Arithmetic.PIL));
    }

    /** Reads single points of a picture. */
    private record Sampler(Raster from, boolean linear, float @Nullable [] fill, Arithmetic arithmetic) {
        void put(double x, double y, float[] to, int at) {
            if (arithmetic == Arithmetic.PIL) {
                putPillow(x, y, to, at);
            } else if (linear) {
                putLinear(x, y, to, at);
            } else {
                putNearest((int) Math.rint(x), (int) Math.rint(y), to, at);
            }
        }

        private void putPillow(double x, double y, float[] to, int at) {
            double edgeX = x + 0.5;
            double edgeY = y + 0.5;
            if (!(edgeX >= 0 && edgeX < from.width() && edgeY >= 0 && edgeY < from.height())) {
                putFill(to, at);
            } else if (linear) {
                putBetween(x, y, to, at);
            } else {
                putNearest((int) edgeX, (int) edgeY, to, at);
            }
        }

        private void putBetween(double x, double y, float[] to, int at) {
            int left = (int) Math.floor(x);
            int top = (int) Math.floor(y);
            int row0 = Math.max(0, top) * from.width();
            int row1 = Math.min(from.height() - 1, top + 1) * from.width();
            int column0 = Math.max(0, left);
            int column1 = Math.min(from.width() - 1, left + 1);
            double partX = x - left;
            double partY = y - top;
            int channels = from.channels();
            float[] values = from.values();
            for (int c = 0; c < channels; c++) {
                float v00 = values[(row0 + column0) * channels + c];
                float v01 = values[(row0 + column1) * channels + c];
                float v10 = values[(row1 + column0) * channels + c];
                float v11 = values[(row1 + column1) * channels + c];
                double upper = v00 + (v01 - v00) * partX;
                double lower = v10 + (v11 - v10) * partX;
                // Pillow truncates here.
                to[at + c] = (int) (upper + (lower - upper) * partY);
            }
        }

        private void putNearest(int column, int row, float[] to, int at) {
            if (column < 0 || column >= from.width() || row < 0 || row >= from.height()) {
                putFill(to, at);
                return;
            }
            int channels = from.channels();
            System.arraycopy(from.values(), (row * from.width() + column) * channels, to, at, channels);
        }

        private void putFill(float[] to, int at) {
            if (fill != null) {
                System.arraycopy(fill, 0, to, at, from.channels());
            }
        }

        /** Outside is black; a fill colour is then mixed in by the part that lies outside. */
        private void putLinear(double x, double y, float[] to, int at) {
            int left = (int) Math.floor(x);
            int top = (int) Math.floor(y);
            double partX = x - left;
            double partY = y - top;
            double inside = add((1 - partX) * (1 - partY), left, top, to, at)
                    + add(partX * (1 - partY), left + 1, top, to, at)
                    + add((1 - partX) * partY, left, top + 1, to, at)
                    + add(partX * partY, left + 1, top + 1, to, at);
            for (int c = 0; c < from.channels(); c++) {
                double value = fill == null ? to[at + c] : to[at + c] * inside + (1 - inside) * fill[c];
                to[at + c] = arithmetic.rounded(value);
            }
        }

        private double add(double weight, int column, int row, float[] to, int at) {
            if (column < 0 || column >= from.width() || row < 0 || row >= from.height()) {
                return 0;
            }
            int channels = from.channels();
            int source = (row * from.width() + column) * channels;
            for (int c = 0; c < channels; c++) {
                to[at + c] += (float) weight * from.values()[source + c];
            }
            return weight;
        }
    }
}
