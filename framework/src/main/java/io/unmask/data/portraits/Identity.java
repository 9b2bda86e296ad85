package io.unmask.data.portraits;

import io.unmask.random.RandomStream;

/**
 * What stays with a person over all photos.
 *
 * @param maturity age from 0 (about 18) to 1 (about 80)
 * @param masculinity from 0 to 1; bones, brows and beard lean on it
 * @param bones the shape of the skull
 * @param features eyes, nose, mouth, brows, ears
 * @param complexion the colours of the skin
 * @param hair hair of head and face
 * @param glasses whether glasses are worn and which, 0 for none
 * @param texture seed of everything fine: freckles, pores, strands
 */
record Identity(
        float maturity,
        float masculinity,
        Bones bones,
        Features features,
        Complexion complexion,
        HairTraits hair,
        int glasses,
        int texture) {

    static Identity draw(RandomStream random) {
        double age = random.nextDouble();
        float maturity = (float) (age * (0.45 + 0.55 * age));
        float side = random.chance(0.5) ? 0.78f : 0.22f;
        float masculinity = Noise.clamp(Traits.around(random, side, 0.1), 0, 1);
        float melanin = (float) (random.nextDouble() * (0.25 + 0.75 * random.nextDouble()));
        return new Identity(
                maturity,
                masculinity,
                Bones.draw(random, masculinity, maturity),
                Features.draw(random, masculinity, maturity, melanin),
                Complexion.draw(random, melanin, masculinity, maturity),
                HairTraits.draw(random, masculinity, maturity, melanin),
                random.chance(0.14 + 0.2 * maturity) ? random.integer(1, 4) : 0,
                (int) (random.nextLong() >>> 33));
    }
}
