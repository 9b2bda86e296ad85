package io.unmask.data.portraits;

import io.unmask.random.RandomStream;

/**
 * One lamp, a sky above and a ground below; colours are linear red, green, blue.
 *
 * @param towards unit vector towards the lamp
 * @param lamp colour and strength of the lamp
 * @param sky light from above
 * @param ground light from below
 * @param front light from the camera's side
 * @param softness radius of the lamp as it blurs shadows, head units
 */
record Lighting(float[] towards, float[] lamp, float[] sky, float[] ground, float front, float softness) {

    static Lighting draw(RandomStream random) {
        float azimuth = Traits.around(random, 0, 0.62);
        float height = Traits.between(random, 0.12, 1.05);
        float level = (float) StrictMath.cos(height);
        float[] towards = {
            level * (float) StrictMath.sin(azimuth),
            (float) StrictMath.sin(height),
            level * (float) StrictMath.cos(azimuth)
        };
        // Warm lamps come with cool skies and the other way round; most light is near white.
        float warmth = Traits.around(random, 0.05, 0.32);
        float contrast = Traits.between(random, 0.35, 1);
        float[] lamp = tint(0.62f + 0.5f * contrast, warmth);
        float[] sky = tint(0.48f - 0.22f * contrast, -0.6f * warmth);
        float[] ground = tint(0.22f - 0.06f * contrast, 0.3f + 0.5f * warmth);
        return new Lighting(
                towards, lamp, sky, ground, Traits.between(random, 0.05, 0.30), Traits.between(random, 0.04, 0.22));
    }

    private static float[] tint(float strength, float warmth) {
        return new float[] {strength * (1 + 0.22f * warmth), strength, strength * (1 - 0.30f * warmth)};
    }

    /** Lights every vertex of a mesh. */
    void apply(Mesh mesh, ShadowMap shadows) {
        float hx = towards[0];
        float hy = towards[1];
        float hz = towards[2] + 1;
        float half = 1 / (float) Math.sqrt(hx * hx + hy * hy + hz * hz);
        for (int i = 0; i < mesh.vertexCount; i++) {
            float nx = mesh.normalX[i];
            float ny = mesh.normalY[i];
            float nz = mesh.normalZ[i];
            if (nz < -0.35f) {
                // Turned away from the camera: never seen.
                continue;
            }
            float facing = nx * towards[0] + ny * towards[1] + nz * towards[2];
            float lit = facing < -0.35f
                    ? 0
                    : shadows.light(mesh.x[i] + 0.03f * nx, mesh.y[i] + 0.03f * ny, mesh.z[i] + 0.03f * nz);
            float up = 0.5f + 0.5f * ny;
            float open = mesh.open[i];
            float dull = front * Math.max(nz, 0) * open;
            float wrap = mesh.part[i] == Mesh.Part.BODY ? 0.3f : 1;
            // Blood scatters red light furthest: the edge of a shadow on skin is warm.
            mesh.red[i] = lamp[0] * wrapped(facing, 0.30f * wrap) * lit * (1.3f - 0.3f * lit)
                    + (sky[0] * up + ground[0] * (1 - up)) * (0.3f + 0.7f * open)
                    + dull;
            mesh.green[i] =
                    lamp[1] * wrapped(facing, 0.14f * wrap) * lit + (sky[1] * up + ground[1] * (1 - up)) * open + dull;
            mesh.blue[i] =
                    lamp[2] * wrapped(facing, 0.09f * wrap) * lit + (sky[2] * up + ground[2] * (1 - up)) * open + dull;
            mesh.gloss[i] = gloss(nx * hx + ny * hy + nz * hz, half, lit) + rim(nz) * sky[1] * up * open;
        }
    }

    /** A broad sheen and a sharp highlight around the mirror direction. */
    private float gloss(float facing, float scale, float lit) {
        float broad = Math.max(facing * scale, 0);
        broad *= broad;
        broad *= broad;
        broad *= broad;
        float sharp = broad * broad;
        sharp *= sharp;
        return lamp[1] * lit * (0.035f * broad + 0.10f * sharp);
    }

    /** At grazing angles every surface mirrors the sky. */
    private static float rim(float nz) {
        float grazing = 1 - Math.max(nz, 0);
        grazing *= grazing;
        return 0.10f * grazing * grazing;
    }

    /**
     * Light that a thin cylinder with this direction sends to the camera: red, green, blue into {@code out} from
     * index 3 on. Its reflectance and highlight stand in {@code look} from {@code at} on.
     */
    void strand(float tx, float ty, float tz, float open, float lit, float[] look, int at, float[] out) {
        float along = tx * towards[0] + ty * towards[1] + tz * towards[2];
        float diffuse = 0.25f + 0.6f * (float) Math.sqrt(Math.max(0, 1 - along * along));
        float hx = towards[0];
        float hy = towards[1];
        float hz = towards[2] + 1;
        float half = (tx * hx + ty * hy + tz * hz) / (float) Math.sqrt(hx * hx + hy * hy + hz * hz);
        float shine = Math.max(0, 1 - half * half);
        shine *= shine;
        shine *= shine;
        shine *= shine * shine;
        float gloss = look[at + 4] * lit * open * shine;
        for (int c = 0; c < 3; c++) {
            float fill = (0.7f * sky[c] + 0.3f * ground[c] + front) * open;
            out[3 + c] =
                    look[at + c] * (lamp[c] * lit * diffuse + fill) + gloss * lamp[c] * (0.045f + 0.5f * look[at + c]);
        }
    }

    private static float wrapped(float facing, float wrap) {
        float value = (facing + wrap) / (1 + wrap);
        return value <= 0 ? 0 : value;
    }
}
