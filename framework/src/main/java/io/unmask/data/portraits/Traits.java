package io.unmask.data.portraits;

import io.unmask.random.RandomStream;

/** Draws of traits: bell-shaped and bounded, so that no face falls apart. */
final class Traits {
    private Traits() {}

    /** About normal with that mean and deviation, never further from the mean than three deviations. */
    static float around(RandomStream random, double mean, double deviation) {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble();
        return (float) (mean + deviation * 2 * (sum - 1.5));
    }

    static float between(RandomStream random, double low, double high) {
        return (float) random.uniform(low, high);
    }
}
