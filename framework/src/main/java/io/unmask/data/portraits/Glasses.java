package io.unmask.data.portraits;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;

/** Puts glasses on: two rims, a bridge and the temples, as thick strands. */
final class Glasses {
    private static final int CORNERS = 28;

    private final Identity identity;
    private final HeadSurface surface;

    Glasses(Identity identity, HeadSurface surface) {
        this.identity = identity;
        this.surface = surface;
    }

    void wear(Strands strands) {
        if (identity.glasses() == 0) {
            return;
        }
        RandomStream random = Seeds.of(identity.texture()).stream("glasses");
        float dark = Traits.between(random, 0.008, 0.06);
        boolean metal = random.chance(0.4);
        float[] colour = metal ? new float[] {0.25f, 0.23f, 0.2f} : new float[] {dark, dark * 0.75f, dark * 0.65f};
        float width = metal ? 0.022f : Traits.between(random, 0.03, 0.055);
        float halfWidth = Traits.between(random, 0.30, 0.34);
        float halfHeight = Traits.between(random, 0.19, 0.27);
        float corners = Traits.between(random, 0.55, 1);
        float[] point = new float[3];
        surface.atFace(0, 0.02f, point);
        float depth = point[2] + 0.06f;
        float eye = identity.features().eye().x() + 0.015f;
        for (int side = -1; side <= 1; side += 2) {
            strands.begin(colour[0], colour[1], colour[2], width, 0.8f);
            for (int i = 0; i <= CORNERS; i++) {
                double angle = 2 * Math.PI * i / CORNERS;
                float x = round((float) StrictMath.cos(angle), corners) * halfWidth;
                float y = round((float) StrictMath.sin(angle), corners) * halfHeight;
                strands.add(side * (eye + x), y - 0.03f, depth - 0.10f * (eye + x) * (eye + x), 1);
            }
            strands.begin(colour[0], colour[1], colour[2], width, 0.8f);
            float outer = eye + halfWidth;
            strands.add(side * outer, 0.05f, depth - 0.10f * outer * outer, 1);
            strands.add(side * (outer + 0.12f), 0.06f, depth - 0.32f, 1);
            surface.point(1, 0, 0.05f, point);
            strands.add(side * (point[0] + 0.05f), 0.06f, point[2] + 0.05f, 1);
        }
        strands.begin(colour[0], colour[1], colour[2], width, 0.8f);
        for (int i = -3; i <= 3; i++) {
            strands.add(i / 3f * (eye - halfWidth), 0.05f - 0.004f * i * i, depth + 0.012f, 1);
        }
    }

    /** From a circle at 1 to a rounded square below. */
    private static float round(float x, float exponent) {
        return Math.copySign((float) StrictMath.pow(Math.abs(x), exponent), x);
    }
}
