package io.unmask.data.portraits;

/** Lays the grid over a head: dense where the face is, wide behind. */
final class HeadMesh {
    private static final float STEP = 0.023f;
    private static final float FRONT = 1.12f;
    private static final int FRONT_COLUMNS = (int) (2 * FRONT / 0.026f);
    private static final int BACK_COLUMNS = 30;

    private HeadMesh() {}

    static void add(Mesh mesh, HeadSurface surface, Scalp scalp) {
        float[] heights = heights(surface);
        float[] angles = angles();
        int rows = heights.length;
        int columns = angles.length;
        int first = mesh.grid(rows, columns, Mesh.Part.HEAD);
        float[] point = new float[3];
        for (int column = 0; column < columns; column++) {
            float sin = Noise.sine(angles[column]);
            float cos = Noise.cosine(angles[column]);
            for (int row = 0; row < rows; row++) {
                int at = first + row * columns + column;
                surface.point(sin, cos, heights[row], point);
                scalp.raise(angles[column], heights[row], point);
                mesh.x[at] = point[0];
                mesh.y[at] = point[1];
                mesh.z[at] = point[2];
                mesh.u[at] = angles[column];
                mesh.v[at] = heights[row];
                // Behind the ears the face has no coordinates of its own: push them out of its reach.
                mesh.faceX[at] = cos > 0 ? point[0] : point[0] + Math.signum(sin) * 2;
                mesh.faceY[at] = point[1];
            }
        }
        mesh.normals(first, rows, columns, true);
        mesh.occlude(first, rows, columns, 3, 4.5f);
        mesh.occlude(first, rows, columns, 9, 1.3f);
    }

    private static float[] heights(HeadSurface surface) {
        float low = surface.bottom();
        float high = 0.5f;
        int dense = (int) ((high - low - 0.1f) / STEP);
        int dome = 26;
        int chin = 12;
        float[] heights = new float[dome + dense + chin];
        for (int i = 0; i < dome; i++) {
            float angle = (float) (Math.PI / 2) * (dome - i) / dome;
            heights[i] = high + (surface.top() - high) * Noise.sine(angle);
        }
        for (int i = 0; i < dense; i++) {
            heights[dome + i] = Noise.mix(high, low + 0.12f, i / (float) dense);
        }
        for (int i = 0; i < chin; i++) {
            float angle = (float) (Math.PI / 2) * i / (chin - 1);
            heights[dome + dense + i] = low + 0.12f * (1 - Noise.sine(angle));
        }
        return heights;
    }

    private static float[] angles() {
        float[] angles = new float[FRONT_COLUMNS + BACK_COLUMNS + 1];
        for (int i = 0; i <= FRONT_COLUMNS; i++) {
            angles[i] = FRONT * (2f * i / FRONT_COLUMNS - 1);
        }
        for (int i = 1; i <= BACK_COLUMNS; i++) {
            float angle = FRONT + (float) (2 * (Math.PI - FRONT)) * i / BACK_COLUMNS;
            angles[FRONT_COLUMNS + i] = angle > Math.PI ? angle - (float) (2 * Math.PI) : angle;
        }
        return angles;
    }
}
