package io.unmask.data.portraits;

/** Linear light at the resolution of the samples, with the depth of what is drawn (larger is nearer). */
final class Canvas {
    static final int COVERED = -2;

    final int side;
    final float[] depth;
    /** What the raster shows there; {@link #COVERED} where something was drawn over it, below 0 where nothing is. */
    final int[] triangle;

    final float[] red;
    final float[] green;
    final float[] blue;

    Canvas(Raster raster) {
        side = raster.side;
        depth = raster.depth;
        triangle = raster.triangle;
        red = new float[side * side];
        green = new float[side * side];
        blue = new float[side * side];
    }

    /**
     * Draws a straight piece of a strand, {@code width} samples wide, where nothing nearer is drawn. {@code from}
     * and {@code to} hold column, row, depth, red, green, blue.
     */
    void line(float[] from, float[] to, float width) {
        float dx = to[0] - from[0];
        float dy = to[1] - from[1];
        boolean flat = Math.abs(dx) > Math.abs(dy);
        int steps = Math.max(1, (int) Math.ceil(flat ? Math.abs(dx) : Math.abs(dy)));
        float step = 1f / steps;
        int across = Math.max(1, (int) (width + 0.5f));
        float shift = (across - 1) / 2f;
        for (int i = 0; i < steps; i++) {
            float t = i * step;
            float x = from[0] + t * dx - (flat ? 0 : shift) + 0.5f;
            float y = from[1] + t * dy - (flat ? shift : 0) + 0.5f;
            if (x < 0 || y < 0 || x >= side || y >= side) {
                continue;
            }
            float near = from[2] + t * (to[2] - from[2]);
            int column = (int) x;
            int row = (int) y;
            for (int k = 0; k < across; k++) {
                int c = flat ? column : column + k;
                int r = flat ? row + k : row;
                if (c < side && r < side && near > depth[r * side + c]) {
                    int at = r * side + c;
                    depth[at] = near;
                    triangle[at] = COVERED;
                    red[at] = from[3] + t * (to[3] - from[3]);
                    green[at] = from[4] + t * (to[4] - from[4]);
                    blue[at] = from[5] + t * (to[5] - from[5]);
                }
            }
        }
    }

    void put(int at, float[] colour, float[] gain) {
        red[at] = gain[0] * colour[0];
        green[at] = gain[1] * colour[1];
        blue[at] = gain[2] * colour[2];
    }

    void put(int at, float[][] planes, int from) {
        red[at] = planes[0][from];
        green[at] = planes[1][from];
        blue[at] = planes[2][from];
    }

    /** The mean of each 2 · 2 samples: three planes. */
    float[][] average() {
        float[][] planes = new float[3][];
        float[][] fine = {red, green, blue};
        int half = side / 2;
        for (int c = 0; c < 3; c++) {
            float[] plane = new float[half * half];
            float[] from = fine[c];
            for (int y = 0; y < half; y++) {
                for (int x = 0; x < half; x++) {
                    int at = 2 * y * side + 2 * x;
                    plane[y * half + x] = (from[at] + from[at + 1] + from[at + side] + from[at + side + 1]) / 4;
                }
            }
            planes[c] = plane;
        }
        return planes;
    }
}
