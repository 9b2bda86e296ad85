package io.unmask.augment;

import io.unmask.data.Sample;
import io.unmask.random.RandomStream;

/** An augmentation that is applied with a probability and else leaves the sample as it is. */
public interface RandomChange extends Augmentation {
    /** How often it is applied, 0..1. */
    double probability();

    /** The changed sample. */
    Sample changed(Sample sample, RandomStream random);

    @Override
    default Sample apply(Sample sample, RandomStream random) {
        return random.chance(probability()) ? changed(sample, random) : sample;
    }
}
