package io.unmask.data.portraits;

import io.unmask.random.RandomStream;

/**
 * The measures of eyes, nose, mouth, brows and ears, in head units.
 *
 * @param ear factor on the size of the ears
 */
record Features(Eye eye, Nose nose, Mouth mouth, Brow brow, float ear) {
    /**
     * Eyes and lids.
     *
     * @param x distance of each eye from the middle
     * @param halfWidth half the opening from corner to corner
     * @param upper height of the upper lid over the line of the corners
     * @param lower depth of the lower lid below it
     * @param tilt slope of that line, positive where the outer corner is higher
     * @param fold depth of the fold of the upper lid, 0 to 1
     * @param iris radius
     */
    record Eye(float x, float halfWidth, float upper, float lower, float tilt, float fold, float iris) {}

    /**
     * The nose.
     *
     * @param length from the line of the eyes to the base
     * @param width half the width at the wings
     * @param bridge how far the bridge stands out
     * @param tip how far the tip does
     * @param hump bump of the ridge
     */
    record Nose(float length, float width, float bridge, float tip, float hump) {}

    /**
     * The resting mouth.
     *
     * @param y height of the line between the lips
     * @param halfWidth half its width
     * @param upperLip height of the upper lip
     * @param lowerLip height of the lower lip
     * @param corner how much higher the corners are
     */
    record Mouth(float y, float halfWidth, float upperLip, float lowerLip, float corner) {}

    /**
     * The brows.
     *
     * @param y height of the inner end
     * @param thickness at the inner end
     * @param arch rise of the middle
     * @param tilt rise of the outer end
     */
    record Brow(float y, float thickness, float arch, float tilt) {}

    /** Measures lean on sex, age and, loosely, on the skin tone. */
    static Features draw(RandomStream random, float masculinity, float maturity, float melanin) {
        float m = masculinity - 0.5f;
        float broad = melanin - 0.4f;
        return new Features(
                eye(random, m, maturity),
                new Nose(
                        Traits.around(random, 0.575 + 0.03 * m, 0.028),
                        Traits.around(random, 0.215 + 0.03 * m + 0.06 * broad, 0.02),
                        Traits.around(random, 0.10 + 0.02 * m - 0.05 * broad, 0.02),
                        Traits.around(random, 0.275 + 0.03 * m - 0.04 * broad, 0.025),
                        Traits.around(random, 0.01 * m, 0.013)),
                new Mouth(
                        Traits.around(random, -0.875, 0.022),
                        Traits.around(random, 0.365 + 0.03 * m, 0.026),
                        Traits.around(random, 0.098 - 0.025 * m - 0.03 * maturity + 0.05 * broad, 0.014),
                        Traits.around(random, 0.128 - 0.025 * m - 0.03 * maturity + 0.05 * broad, 0.017),
                        Traits.around(random, 0, 0.018)),
                new Brow(
                        Traits.around(random, 0.262 - 0.05 * m, 0.022),
                        Traits.around(random, 0.066 + 0.04 * m, 0.011),
                        Traits.around(random, 0.048 - 0.045 * m, 0.016),
                        Traits.around(random, 0.03, 0.03)),
                Traits.around(random, 1 + 0.1 * m + 0.1 * maturity, 0.08));
    }

    private static Eye eye(RandomStream random, float m, float maturity) {
        boolean flat = random.chance(0.22);
        return new Eye(
                Traits.around(random, 0.425, 0.016),
                Traits.around(random, 0.225, 0.012),
                Traits.around(random, 0.104 - 0.022 * m - 0.012 * maturity, 0.011),
                Traits.around(random, 0.068, 0.008),
                Traits.around(random, flat ? 0.14 : 0.06, 0.05),
                flat ? Traits.between(random, 0, 0.25) : Traits.between(random, 0.5, 1),
                Traits.around(random, 0.114, 0.004));
    }
}
