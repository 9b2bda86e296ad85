package io.unmask.data.portraits;

/** Neck and shoulders. */
final class Body {
    private static final int ROWS = 56;
    private static final int COLUMNS = 65;
    private static final float TOP = -0.75f;
    private static final float BOTTOM = -3.6f;

    private Body() {}

    static void add(Mesh mesh, Identity identity, float yaw) {
        Curve halfWidth = halfWidth(identity);
        Curve depth = new Curve(
                new double[][] {{BOTTOM, 0.95}, {-2.5, 0.80}, {-2.1, 0.62}, {-1.8, 0.48}, {-1.5, 0.45}, {TOP, 0.45}});
        Curve middle =
                new Curve(new double[][] {{BOTTOM, -0.1}, {-2.1, -0.16}, {-1.7, -0.20}, {-1.3, -0.12}, {TOP, -0.1}});
        float cosYaw = Noise.cosine(yaw);
        float sinYaw = Noise.sine(yaw);
        int first = mesh.grid(ROWS, COLUMNS, Mesh.Part.BODY);
        for (int row = 0; row < ROWS; row++) {
            float y = Noise.mix(TOP, BOTTOM, row / (ROWS - 1f));
            for (int column = 0; column < COLUMNS; column++) {
                float angle = (float) (Math.PI * (2.0 * column / (COLUMNS - 1) - 1));
                float x = halfWidth.at(y) * Noise.sine(angle);
                float z = middle.at(y) + depth.at(y) * Noise.cosine(angle);
                int at = first + row * COLUMNS + column;
                mesh.x[at] = cosYaw * x + sinYaw * z;
                mesh.y[at] = y;
                mesh.z[at] = cosYaw * z - sinYaw * x;
                mesh.u[at] = angle;
                mesh.v[at] = y;
                mesh.faceX[at] = x;
                mesh.faceY[at] = y;
                // Under the chin little sky is seen.
                mesh.open[at] = 0.35f + 0.65f * Noise.step(-1.3f, -1.85f, y);
            }
        }
        mesh.normals(first, ROWS, COLUMNS, true);
    }

    private static Curve halfWidth(Identity identity) {
        float m = identity.masculinity() - 0.5f;
        float neck = 0.53f + 0.09f * m + 0.3f * identity.bones().fullness();
        float wide = 2.05f + 0.35f * m;
        return new Curve(new double[][] {
            {BOTTOM, wide * 1.06}, {-2.5, wide}, {-2.2, wide * 0.88}, {-2.0, wide * 0.65},
            {-1.84, 0.9 + 0.1 * m}, {-1.66, neck + 0.12}, {-1.45, neck + 0.02}, {-1.2, neck},
            {TOP, neck * 0.96}
        });
    }
}
