package io.unmask.face;

import io.unmask.media.Image;

/**
 * Sums over rectangles of a picture, so that any part of it shrinks to any size in the time of the result. The mean over
 * the pixels that a target pixel touches, wholly or in part, each with full weight: {@code interpolate(mode="area")} of
 * PyTorch.
 */
final class AreaTable {
    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    /** Per channel, row and column: the sum of all values above and to the left. */
    private final long[] sums;

    /** Of a picture with three channels. */
    AreaTable(Image image) {
        width = image.width();
        height = image.height();
        sums = new long[CHANNELS * (height + 1) * (width + 1)];
        byte[] pixels = image.pixels();
        for (int c = 0; c < CHANNELS; c++) {
            for (int y = 0; y < height; y++) {
                long row = 0;
                for (int x = 0; x < width; x++) {
                    row += pixels[CHANNELS * (y * width + x) + c] & 0xff;
                    sums[at(c, y + 1, x + 1)] = sums[at(c, y, x + 1)] + row;
                }
            }
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    private int at(int channel, int y, int x) {
        return (channel * (height + 1) + y) * (width + 1) + x;
    }

    /**
     * A part of the picture at another size, as the networks want it: (value − 127.5) / 128.
     *
     * @param left first column of the part
     * @param top first row
     * @param columns of the part, above 0
     * @param rows of the part, above 0
     * @param into gets 3 × outHeight × outWidth values
     * @param offset where in it
     */
    void part(int left, int top, int columns, int rows, int outWidth, int outHeight, float[] into, int offset) {
        int next = offset;
        for (int c = 0; c < CHANNELS; c++) {
            for (int y = 0; y < outHeight; y++) {
                int y0 = top + begin(y, rows, outHeight);
                int y1 = top + end(y, rows, outHeight);
                for (int x = 0; x < outWidth; x++) {
                    int x0 = left + begin(x, columns, outWidth);
                    int x1 = left + end(x, columns, outWidth);
                    long sum = sums[at(c, y1, x1)] - sums[at(c, y0, x1)] - sums[at(c, y1, x0)] + sums[at(c, y0, x0)];
                    float mean = (float) sum / ((y1 - y0) * (x1 - x0));
                    into[next++] = (mean - 127.5f) * 0.0078125f;
                }
            }
        }
    }

    private static int begin(int i, int inputs, int outputs) {
        return (int) ((long) i * inputs / outputs);
    }

    private static int end(int i, int inputs, int outputs) {
        return (int) (((long) (i + 1) * inputs + outputs - 1) / outputs);
    }
}
