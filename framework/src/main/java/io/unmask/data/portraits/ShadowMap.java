package io.unmask.data.portraits;

/** How near the lamp the first surface is, seen from the lamp. */
final class ShadowMap {
    private static final int SIDE = 144;
    private static final float REACH = 2.6f;
    private static final float SCALE = SIDE / (2 * REACH);
    private static final float[] RING = ring();

    private final float[] axes;
    private final Raster raster = new Raster(SIDE);
    private final float spread;

    ShadowMap(Mesh mesh, Lighting lighting) {
        float[] n = lighting.towards();
        float flat = (float) Math.sqrt(n[0] * n[0] + n[2] * n[2]);
        float ux = n[2] / flat;
        float uz = -n[0] / flat;
        axes = new float[] {ux, 0, uz, n[1] * uz, n[2] * ux - n[0] * uz, -n[1] * ux, n[0], n[1], n[2]};
        spread = lighting.softness() * SCALE;
        int count = mesh.vertexCount;
        float[] column = new float[count];
        float[] row = new float[count];
        float[] nearness = new float[count];
        for (int i = 0; i < count; i++) {
            column[i] = column(mesh.x[i], mesh.z[i]);
            row[i] = row(mesh.x[i], mesh.y[i], mesh.z[i]);
            nearness[i] = nearness(mesh.x[i], mesh.y[i], mesh.z[i]);
        }
        raster.draw(mesh, column, row, nearness);
    }

    /** Share of the lamp that a point sees. */
    float light(float x, float y, float z) {
        float column = column(x, z);
        float row = row(x, y, z);
        float nearness = nearness(x, y, z) + 0.045f;
        int seen = 0;
        for (int i = 0; i < RING.length; i += 2) {
            int c = (int) (column + spread * RING[i] + 0.5f);
            int r = (int) (row + spread * RING[i + 1] + 0.5f);
            if (c < 0 || r < 0 || c >= SIDE || r >= SIDE || raster.depth[r * SIDE + c] < nearness) {
                seen++;
            }
        }
        return seen * (2f / RING.length);
    }

    /** Share of the lamp that a point inside hair sees: the deeper below the first hair, the less. */
    float lightThrough(float x, float y, float z) {
        int c = (int) (column(x, z) + 0.5f);
        int r = (int) (row(x, y, z) + 0.5f);
        if (c < 0 || r < 0 || c >= SIDE || r >= SIDE) {
            return 1;
        }
        float depth = raster.depth[r * SIDE + c] - nearness(x, y, z);
        return depth < 0.02f ? 1 : 1 / (1 + 7 * depth);
    }

    /** Lets a point of a strand cast a shadow. */
    void block(float x, float y, float z) {
        int c = (int) (column(x, z) + 0.5f);
        int r = (int) (row(x, y, z) + 0.5f);
        if (c >= 0 && r >= 0 && c < SIDE && r < SIDE) {
            raster.depth[r * SIDE + c] = Math.max(raster.depth[r * SIDE + c], nearness(x, y, z));
        }
    }

    private float column(float x, float z) {
        return SIDE / 2f + SCALE * (axes[0] * x + axes[2] * z);
    }

    private float row(float x, float y, float z) {
        return SIDE / 2f - SCALE * (axes[3] * x + axes[4] * (y + 0.4f) + axes[5] * z);
    }

    private float nearness(float x, float y, float z) {
        return axes[6] * x + axes[7] * y + axes[8] * z;
    }

    private static float[] ring() {
        int count = 16;
        float[] points = new float[2 * count];
        for (int i = 0; i < count; i++) {
            // A sunflower: even over the disc.
            double radius = Math.sqrt((i + 0.5) / count);
            points[2 * i] = (float) (radius * StrictMath.cos(2.399963 * i));
            points[2 * i + 1] = (float) (radius * StrictMath.sin(2.399963 * i));
        }
        return points;
    }
}
