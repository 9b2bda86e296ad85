package io.unmask.data.portraits;

import io.unmask.random.RandomStream;

/**
 * The colours of skin, lips and eyes; all colours are linear red, green, blue reflectances.
 *
 * @param melanin from 0, very fair, to 1, very dark
 * @param skin mean colour
 * @param flush how red cheeks, nose and ears are
 * @param lips colour of the lips
 * @param iris colour of the irises
 * @param freckles density, 0 for none
 * @param blotches strength of uneven colour
 * @param gloss strength of highlights
 */
record Complexion(
        float melanin,
        float[] skin,
        float flush,
        float[] lips,
        float[] iris,
        float freckles,
        float blotches,
        float gloss) {
    private static final float[][] IRISES = {
        {0.06f, 0.028f, 0.012f}, {0.11f, 0.055f, 0.022f}, {0.17f, 0.12f, 0.045f},
        {0.13f, 0.17f, 0.09f}, {0.14f, 0.24f, 0.36f}, {0.24f, 0.29f, 0.33f}
    };

    static Complexion draw(RandomStream random, float melanin, float masculinity, float maturity) {
        float undertone = Traits.around(random, 0, 0.5);
        float[] skin = {
            0.74f * power(0.085f / 0.74f, melanin) * (1 + 0.03f * undertone),
            0.50f * power(0.038f / 0.50f, melanin),
            0.385f * power(0.022f / 0.385f, melanin) * (1 - 0.12f * undertone)
        };
        float redness = Traits.between(random, 0.5, 1) * (1 - 0.45f * melanin);
        boolean painted = random.chance(0.55 * (1 - masculinity));
        float[] lips = {
            skin[0] * (0.90f - 0.12f * redness),
            skin[1] * (0.64f - 0.26f * redness),
            skin[2] * (0.74f - 0.24f * redness)
        };
        if (painted) {
            float strength = Traits.between(random, 0.25, 0.85);
            float berry = random.nextFloat();
            lips[0] = Noise.mix(lips[0], 0.36f - 0.12f * berry, strength);
            lips[1] = Noise.mix(lips[1], 0.045f, strength);
            lips[2] = Noise.mix(lips[2], 0.05f + 0.06f * berry, strength);
        }
        int darkest = melanin > 0.5 ? 1 : melanin > 0.22 ? 2 : IRISES.length - 1;
        float[] iris = IRISES[random.integer(0, darkest)].clone();
        for (int c = 0; c < 3; c++) {
            iris[c] *= Traits.between(random, 0.8, 1.25);
        }
        return new Complexion(
                melanin,
                skin,
                Traits.between(random, 0.25, 1) * (1 - 0.6f * melanin),
                lips,
                iris,
                melanin < 0.35 && random.chance(0.25) ? Traits.between(random, 0.3, 1) : 0,
                Traits.between(random, 0.3, 0.8) + 0.5f * maturity,
                Traits.between(random, 0.5, 1.2));
    }

    private static float power(float base, float exponent) {
        return (float) StrictMath.pow(base, exponent);
    }
}
