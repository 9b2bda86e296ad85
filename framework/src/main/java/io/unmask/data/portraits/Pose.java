package io.unmask.data.portraits;

/** Turns a head about its neck. */
final class Pose {
    /** The joint of head and neck, head units. */
    private static final float PIVOT_Y = -0.85f;

    private static final float PIVOT_Z = -0.15f;

    private final float[] matrix;

    Pose(float yaw, float pitch, float roll) {
        float cy = (float) StrictMath.cos(yaw);
        float sy = (float) StrictMath.sin(yaw);
        float cp = (float) StrictMath.cos(pitch);
        float sp = (float) StrictMath.sin(pitch);
        float cr = (float) StrictMath.cos(roll);
        float sr = (float) StrictMath.sin(roll);
        // Roll · yaw · pitch; a positive pitch lifts the nose.
        float[] tilt = {cr, sr, 0, -sr, cr, 0, 0, 0, 1};
        float[] turn = {cy, 0, sy, 0, 1, 0, -sy, 0, cy};
        float[] nod = {1, 0, 0, 0, cp, sp, 0, -sp, cp};
        matrix = times(tilt, times(turn, nod));
    }

    private static float[] times(float[] a, float[] b) {
        float[] product = new float[9];
        for (int i = 0; i < 9; i++) {
            int row = i / 3 * 3;
            int column = i % 3;
            product[i] = a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6];
        }
        return product;
    }

    /** Turns the vertices from {@code first} on. */
    void apply(Mesh mesh, int first) {
        float[] point = new float[3];
        for (int i = first; i < mesh.vertexCount; i++) {
            point[0] = mesh.x[i];
            point[1] = mesh.y[i];
            point[2] = mesh.z[i];
            apply(point);
            mesh.x[i] = point[0];
            mesh.y[i] = point[1];
            mesh.z[i] = point[2];
        }
    }

    /** Turns a point in place. */
    void apply(float[] point) {
        float x = point[0];
        float y = point[1] - PIVOT_Y;
        float z = point[2] - PIVOT_Z;
        float[] m = matrix;
        point[0] = m[0] * x + m[1] * y + m[2] * z;
        point[1] = m[3] * x + m[4] * y + m[5] * z + PIVOT_Y;
        point[2] = m[6] * x + m[7] * y + m[8] * z + PIVOT_Z;
    }
}
