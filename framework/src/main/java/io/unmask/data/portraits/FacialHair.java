package io.unmask.data.portraits;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;

/** Grows brows and beards. */
final class FacialHair {
    private final HairTraits traits;
    private final FaceLines lines;
    private final HeadSurface surface;
    private final Scalp scalp;
    private final RandomStream random;
    private final float[] point = new float[3];

    FacialHair(Identity identity, FaceLines lines, HeadSurface surface) {
        this.lines = lines;
        this.surface = surface;
        traits = identity.hair();
        scalp = new Scalp(identity);
        random = Seeds.of(identity.texture()).stream("facial hair");
    }

    void grow(Strands strands) {
        for (int i = 0; i < 150; i++) {
            brow(strands, (i & 1) == 0 ? -1 : 1);
        }
        HairTraits.Beard cut = traits.beard();
        if (cut == HairTraits.Beard.NONE || cut == HairTraits.Beard.STUBBLE) {
            return;
        }
        int hairs = (int) ((cut == HairTraits.Beard.FULL ? 2600 : 1300) * traits.beardDensity());
        for (int i = 0; i < hairs; i++) {
            beard(strands, cut == HairTraits.Beard.FULL ? 0.98f : 0.5f, cut == HairTraits.Beard.FULL);
        }
    }

    private void brow(Strands strands, int side) {
        float t = Traits.between(random, -0.02, 0.97);
        float across = Traits.between(random, -0.9, 0.9);
        float x = lines.browX(t);
        float y = lines.browLine(t) + across * lines.browHalfThickness(t);
        float rise = 0.75f - 1.25f * t - 0.5f * across;
        float length = Traits.between(random, 0.05, 0.09);
        shade(strands, traits.brow(), 0.009f);
        surface.atFace(side * x, y, point);
        strands.add(point[0], point[1], point[2] + 0.012f, 0.9f);
        surface.atFace(side * (x + length), y + 0.6f * length * rise, point);
        strands.add(point[0], point[1], point[2] + 0.020f, 0.9f);
    }

    private void beard(Strands strands, float reach, boolean full) {
        float x = Traits.between(random, -reach, reach);
        float y = Traits.between(random, surface.bottom() + 0.02f, full ? -0.2 : -0.6);
        if (scalp.beard(x, y, lines) < 0.25f + 0.75f * random.nextFloat()) {
            return;
        }
        surface.atFace(x, y, point);
        float length = Traits.between(random, 0.05, 0.10)
                * (full ? 0.7f + 1.2f * traits.beardDensity() : 1)
                * (y < -1.1f ? 1.4f : 1);
        boolean moustache = y > lines.parting(0);
        float sideways = moustache ? 0.9f * Math.signum(x) : 0.25f * x;
        shade(strands, traits.brow(), 0.012f);
        strands.add(point[0], point[1], point[2] + 0.004f, 0.55f);
        strands.add(
                point[0] + 0.5f * length * (sideways + 0.3f * x),
                point[1] - 0.35f * length,
                point[2] + 0.35f * length,
                0.85f);
        strands.add(point[0] + length * sideways, point[1] - 0.95f * length, point[2] + 0.45f * length, 1);
    }

    private void shade(Strands strands, float[] colour, float width) {
        float shade = Traits.between(random, 0.7, 1.6);
        boolean white = random.chance(0.8 * traits.grey());
        strands.begin(
                white ? 0.34f : colour[0] * shade,
                white ? 0.33f : colour[1] * shade,
                white ? 0.32f : colour[2] * shade,
                width,
                0.35f);
    }
}
