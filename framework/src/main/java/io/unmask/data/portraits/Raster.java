package io.unmask.data.portraits;

import java.util.Arrays;

/** Which triangle each pixel shows: depth (larger is nearer), index, and the shares of its second and third corner. */
final class Raster {
    final int side;
    final float[] depth;
    final int[] triangle;
    final float[] second;
    final float[] third;

    Raster(int side) {
        this.side = side;
        depth = new float[side * side];
        triangle = new int[side * side];
        second = new float[side * side];
        third = new float[side * side];
        Arrays.fill(depth, Float.NEGATIVE_INFINITY);
        Arrays.fill(triangle, -1);
    }

    /** Draws the triangles that face the viewer; {@code column} and {@code row} give their corners in pixels. */
    void draw(Mesh mesh, float[] column, float[] row, float[] nearness) {
        int[] corners = mesh.triangles;
        for (int t = 0; t < mesh.triangleCount; t++) {
            int a = corners[3 * t];
            int b = corners[3 * t + 1];
            int c = corners[3 * t + 2];
            float ax = column[a];
            float ay = row[a];
            float area = (column[b] - ax) * (row[c] - ay) - (column[c] - ax) * (row[b] - ay);
            // Rows count downwards, so a triangle seen from its front has a negative area.
            if (area >= -1e-9f) {
                continue;
            }
            int left = (int) Math.max(0, Math.ceil(Math.min(ax, Math.min(column[b], column[c]))));
            int right = (int) Math.min(side - 1, Math.floor(Math.max(ax, Math.max(column[b], column[c]))));
            int top = (int) Math.max(0, Math.ceil(Math.min(ay, Math.min(row[b], row[c]))));
            int bottom = (int) Math.min(side - 1, Math.floor(Math.max(ay, Math.max(row[b], row[c]))));
            if (left <= right && top <= bottom) {
                fill(t, a, b, c, column, row, nearness, 1 / area, left, right, top, bottom);
            }
        }
    }

    private void fill(
            int t,
            int a,
            int b,
            int c,
            float[] column,
            float[] row,
            float[] nearness,
            float scale,
            int left,
            int right,
            int top,
            int bottom) {
        float ax = column[a];
        float ay = row[a];
        float bx = column[b] - ax;
        float by = row[b] - ay;
        float cx = column[c] - ax;
        float cy = row[c] - ay;
        for (int py = top; py <= bottom; py++) {
            float dy = py - ay;
            for (int px = left; px <= right; px++) {
                float dx = px - ax;
                float s = (dx * cy - cx * dy) * scale;
                float r = (bx * dy - dx * by) * scale;
                if (s < 0 || r < 0 || s + r > 1) {
                    continue;
                }
                float near = nearness[a] + s * (nearness[b] - nearness[a]) + r * (nearness[c] - nearness[a]);
                int at = py * side + px;
                if (near > depth[at]) {
                    depth[at] = near;
                    triangle[at] = t;
                    second[at] = s;
                    third[at] = r;
                }
            }
        }
    }
}
