package io.unmask.data.load;

import io.unmask.data.Sample;
import io.unmask.random.RandomStream;

/** A step between reading a frame and putting it into a batch. Immutable and safe for any thread. */
public interface Transform {
    /**
     * The changed sample. The picture may change its size, the mask then with it; the input is left as it is.
     *
     * @param sample the sample so far
     * @param random the stream of this sample in this epoch, and the only source of randomness
     */
    Sample apply(Sample sample, RandomStream random);

    /** Whether it turns reals into fakes, so that a training set may hold reals alone. */
    default boolean makesFakes() {
        return false;
    }

    /** Whether it can make both sides of a pair. */
    default boolean makesPairs() {
        return false;
    }

    /**
     * One side of a pair of a real and the fake that is made of it; called for both sides, with streams that give the same
     * numbers, instead of {@link #apply}.
     *
     * @param real a real
     * @param fake which side
     */
    default Sample pair(Sample real, boolean fake, RandomStream random) {
        throw new UnsupportedOperationException("makes no pairs");
    }
}
