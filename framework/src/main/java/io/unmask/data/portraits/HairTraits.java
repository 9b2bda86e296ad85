package io.unmask.data.portraits;

import io.unmask.random.RandomStream;

/**
 * Hair of head and face.
 *
 * @param style cut of the hair
 * @param colour linear red, green, blue reflectance
 * @param grey share of white strands
 * @param curl from 0, straight, to 1, tight curls
 * @param volume thickness factor
 * @param parting where the hair parts, -1 left to 1 right of the picture
 * @param hairline height of the hairline over the middle of the forehead, head units
 * @param recession how far the temples recede
 * @param brow colour of the brows
 * @param beard cut of the beard
 * @param beardDensity how full it grows
 */
record HairTraits(
        Style style,
        float[] colour,
        float grey,
        float curl,
        float volume,
        float parting,
        float hairline,
        float recession,
        float[] brow,
        Beard beard,
        float beardDensity) {
    /** Cuts of the hair of the head. */
    enum Style {
        BALD,
        CROWN,
        BUZZ,
        CROP,
        SIDE_PART,
        SWEPT_BACK,
        AFRO,
        BOB,
        LONG,
        FRINGE,
        BUN
    }

    /** Cuts of the beard. */
    enum Beard {
        NONE,
        STUBBLE,
        MOUSTACHE,
        GOATEE,
        FULL
    }

    private static final float[][] COLOURS = {
        {0.016f, 0.013f, 0.012f}, {0.027f, 0.018f, 0.014f}, {0.048f, 0.024f, 0.014f}, {0.10f, 0.05f, 0.026f},
        {0.17f, 0.09f, 0.042f}, {0.33f, 0.20f, 0.09f}, {0.48f, 0.33f, 0.17f}, {0.24f, 0.070f, 0.022f}
    };

    static HairTraits draw(RandomStream random, float masculinity, float maturity, float melanin) {
        boolean dark = melanin > 0.38 || random.chance(0.2);
        float[] colour = COLOURS[random.integer(0, dark ? 2 : COLOURS.length - 1)].clone();
        float shade = Traits.between(random, 0.8, 1.25);
        for (int c = 0; c < 3; c++) {
            colour[c] *= shade;
        }
        float grey = maturity < 0.35 ? 0 : Noise.clamp((maturity - 0.35f) * Traits.between(random, 0, 2.6), 0, 1);
        boolean male = masculinity > 0.5;
        float curl = melanin > 0.62 ? Traits.between(random, 0.5, 1) : Traits.between(random, 0, 0.65);
        Style style = male ? shortStyle(random, maturity, curl) : longStyle(random, maturity, curl);
        float[] brow = new float[3];
        for (int c = 0; c < 3; c++) {
            brow[c] = Noise.mix(colour[c] * 0.6f, 0.22f, 0.5f * grey);
        }
        return new HairTraits(
                style,
                colour,
                grey,
                curl,
                Traits.between(random, 0.75, 1.3),
                Traits.between(random, -0.6, 0.6),
                Traits.around(random, male ? 0.93 + 0.09 * maturity : 0.9, 0.04),
                male ? Traits.between(random, 0.05, 0.12 + 0.22 * maturity) : Traits.between(random, 0, 0.1),
                brow,
                male ? beard(random) : Beard.NONE,
                Traits.between(random, 0.5, 1));
    }

    private static Style shortStyle(RandomStream random, float maturity, float curl) {
        if (random.chance(0.05 + 0.3 * maturity)) {
            return random.chance(0.4) ? Style.BALD : Style.CROWN;
        }
        if (curl > 0.75) {
            return random.chance(0.5) ? Style.AFRO : Style.BUZZ;
        }
        Style[] choices = {
            Style.BUZZ, Style.CROP, Style.CROP, Style.SIDE_PART, Style.SIDE_PART, Style.SWEPT_BACK, Style.BOB
        };
        return choices[random.integer(0, random.chance(0.4) ? 6 : 5)];
    }

    private static Style longStyle(RandomStream random, float maturity, float curl) {
        if (curl > 0.7 && random.chance(0.5)) {
            return Style.AFRO;
        }
        Style[] choices = {
            Style.LONG,
            Style.LONG,
            Style.LONG,
            Style.BOB,
            Style.BOB,
            Style.FRINGE,
            Style.FRINGE,
            Style.BUN,
            Style.SIDE_PART
        };
        // Short cuts grow more common with age.
        return choices[random.integer(maturity > 0.6 ? 3 : 0, choices.length - 1)];
    }

    private static Beard beard(RandomStream random) {
        Beard[] choices = {
            Beard.NONE,
            Beard.NONE,
            Beard.NONE,
            Beard.STUBBLE,
            Beard.STUBBLE,
            Beard.MOUSTACHE,
            Beard.GOATEE,
            Beard.FULL,
            Beard.FULL
        };
        return choices[random.integer(0, choices.length - 1)];
    }
}
