package io.unmask.data.portraits;

import java.util.Arrays;

/**
 * Triangles over grids of vertices. A vertex carries its place, its normal, two coordinates of the resting
 * surface for texture ({@code u}, {@code v}), two of the face as it is ({@code faceX}, {@code faceY}) and, once
 * lit, the light that falls on it.
 */
final class Mesh {
    float[] x = new float[0];
    float[] y = x;
    float[] z = x;
    float[] normalX = x;
    float[] normalY = x;
    float[] normalZ = x;
    float[] u = x;
    float[] v = x;
    float[] faceX = x;
    float[] faceY = x;
    float[] open = x;
    float[] red = x;
    float[] green = x;
    float[] blue = x;
    float[] gloss = x;
    Part[] part = new Part[0];
    int[] triangles = new int[0];
    int vertexCount;
    int triangleCount;

    /** Adds a grid whose vertices the caller then fills, row by row; returns the index of its first vertex. */
    int grid(int rows, int columns, Part made) {
        int first = vertexCount;
        vertexCount += rows * columns;
        grow();
        Arrays.fill(part, first, vertexCount, made);
        Arrays.fill(open, first, vertexCount, 1);
        int cells = (rows - 1) * (columns - 1);
        triangles = Arrays.copyOf(triangles, 3 * (triangleCount + 2 * cells));
        int next = 3 * triangleCount;
        for (int row = 0; row < rows - 1; row++) {
            for (int column = 0; column < columns - 1; column++) {
                int a = first + row * columns + column;
                int c = a + columns;
                triangles[next++] = a;
                triangles[next++] = c;
                triangles[next++] = a + 1;
                triangles[next++] = a + 1;
                triangles[next++] = c;
                triangles[next++] = c + 1;
            }
        }
        triangleCount += 2 * cells;
        return first;
    }

    /** Normals of a grid from its neighbours, pointing to where (columns × rows) point; poles take their row's. */
    void normals(int first, int rows, int columns, boolean closed) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int left = column > 0 ? column - 1 : closed ? columns - 2 : 0;
                int right = column < columns - 1 ? column + 1 : closed ? 1 : columns - 1;
                int i = first + row * columns;
                int l = i + left;
                int r = i + right;
                int up = first + Math.max(row - 1, 0) * columns + column;
                int down = first + Math.min(row + 1, rows - 1) * columns + column;
                normal(i + column, l, r, up, down);
            }
        }
    }

    private void normal(int at, int left, int right, int up, int down) {
        float ax = x[right] - x[left];
        float ay = y[right] - y[left];
        float az = z[right] - z[left];
        float bx = x[up] - x[down];
        float by = y[up] - y[down];
        float bz = z[up] - z[down];
        float nx = ay * bz - az * by;
        float ny = az * bx - ax * bz;
        float nz = ax * by - ay * bx;
        float length = (float) Math.sqrt(nx * nx + ny * ny + nz * nz);
        float scale = length < 1e-9f ? 0 : 1 / length;
        normalX[at] = nx * scale;
        normalY[at] = length < 1e-9f ? 1 : ny * scale;
        normalZ[at] = nz * scale;
    }

    /** Darkens hollows: how far the mean of the neighbours {@code reach} cells away lies above the surface. */
    void occlude(int first, int rows, int columns, int reach, float strength) {
        for (int row = 0; row < rows; row++) {
            int up = Math.max(row - reach, 0) * columns;
            int down = Math.min(row + reach, rows - 1) * columns;
            for (int column = 0; column < columns; column++) {
                int at = first + row * columns + column;
                int left = first + row * columns + Math.max(column - reach, 0);
                int right = first + row * columns + Math.min(column + reach, columns - 1);
                int above = first + up + column;
                int below = first + down + column;
                float dx = (x[left] + x[right] + x[above] + x[below]) / 4 - x[at];
                float dy = (y[left] + y[right] + y[above] + y[below]) / 4 - y[at];
                float dz = (z[left] + z[right] + z[above] + z[below]) / 4 - z[at];
                float hollow = dx * normalX[at] + dy * normalY[at] + dz * normalZ[at];
                open[at] *= Noise.clamp(1 - strength * hollow, 0.25f, 1.08f);
            }
        }
    }

    private void grow() {
        if (vertexCount <= x.length) {
            return;
        }
        int room = vertexCount + vertexCount / 3;
        x = Arrays.copyOf(x, room);
        y = Arrays.copyOf(y, room);
        z = Arrays.copyOf(z, room);
        normalX = Arrays.copyOf(normalX, room);
        normalY = Arrays.copyOf(normalY, room);
        normalZ = Arrays.copyOf(normalZ, room);
        u = Arrays.copyOf(u, room);
        v = Arrays.copyOf(v, room);
        faceX = Arrays.copyOf(faceX, room);
        faceY = Arrays.copyOf(faceY, room);
        open = Arrays.copyOf(open, room);
        red = Arrays.copyOf(red, room);
        green = Arrays.copyOf(green, room);
        blue = Arrays.copyOf(blue, room);
        gloss = Arrays.copyOf(gloss, room);
        part = Arrays.copyOf(part, room);
    }

    /** What a surface is made of. */
    enum Part {
        HEAD,
        EAR,
        BODY
    }
}
