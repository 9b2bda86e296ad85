package io.unmask.data.portraits;

/** Adds both ears: a bowl with a rim and a lobe. */
final class Ears {
    private static final int RINGS = 9;
    private static final int SPOKES = 25;

    private Ears() {}

    static void add(Mesh mesh, Identity identity, HeadSurface surface) {
        ear(mesh, identity, surface, -1);
        ear(mesh, identity, surface, 1);
    }

    private static void ear(Mesh mesh, Identity identity, HeadSurface surface, int side) {
        float size = identity.features().ear();
        float[] root = new float[3];
        surface.point(1, 0, -0.2f, root);
        int first = mesh.grid(RINGS, SPOKES, Mesh.Part.EAR);
        Curve bowl = new Curve(
                new double[][] {{0, -0.03}, {0.35, -0.05}, {0.6, 0.01}, {0.85, 0.055}, {0.95, 0.035}, {1, -0.03}});
        for (int ring = 0; ring < RINGS; ring++) {
            float r = ring / (RINGS - 1f);
            for (int spoke = 0; spoke < SPOKES; spoke++) {
                float angle = (float) (side * 2 * Math.PI * spoke / (SPOKES - 1));
                float sin = Noise.sine(angle);
                float cos = Noise.cosine(angle);
                float out = size * r * (0.17f + 0.045f * cos) * (sin * side);
                float up = size * r * 0.32f * cos;
                float height = bowl.at(r) * (1 - 0.5f * Noise.step(0.2f, -0.8f, cos) * (1 - r));
                int at = first + ring * SPOKES + spoke;
                // The ear's plane leans back and stands off the head.
                mesh.x[at] = side * (root[0] + 0.05f + 0.45f * out + 0.88f * height);
                mesh.y[at] = root[1] + 0.03f + up;
                mesh.z[at] = root[2] - 0.04f - 0.88f * out + 0.47f * height - 0.12f * up;
                mesh.u[at] = 1.6f + out;
                mesh.v[at] = up;
                mesh.faceX[at] = 5;
                mesh.open[at] = r < 0.7f ? 0.45f + 0.3f * r : 0.95f;
            }
        }
        mesh.normals(first, RINGS, SPOKES, true);
    }
}
