package io.unmask.data.portraits;

import io.unmask.random.RandomStream;

/**
 * The shape of the skull and of the flesh on it, as factors around 1 or offsets around 0.
 *
 * @param width whole head
 * @param jaw width at the jaw angle
 * @param chin width of the chin
 * @param chinDrop how much lower the chin reaches
 * @param forehead height of the skull above the brows
 * @param cheekbone height of the bump
 * @param fullness flesh of the cheeks
 * @param browRidge height of the ridge
 * @param chinBump how far the chin stands out
 */
record Bones(
        float width,
        float jaw,
        float chin,
        float chinDrop,
        float forehead,
        float cheekbone,
        float fullness,
        float browRidge,
        float chinBump) {

    static Bones draw(RandomStream random, float masculinity, float maturity) {
        float m = masculinity - 0.5f;
        return new Bones(
                Traits.around(random, 0.99 + 0.02 * m, 0.03),
                Traits.around(random, 0.985 + 0.10 * m, 0.05),
                Traits.around(random, 0.98 + 0.24 * m, 0.11),
                Traits.around(random, 0.03 + 0.06 * m, 0.024),
                Traits.around(random, 1.0, 0.03),
                Traits.around(random, 0.05, 0.018),
                Traits.around(random, 0.05 - 0.03 * maturity, 0.04),
                Traits.around(random, 0.03 + 0.045 * m, 0.012),
                Traits.around(random, 0.07 + 0.03 * m, 0.02));
    }
}
