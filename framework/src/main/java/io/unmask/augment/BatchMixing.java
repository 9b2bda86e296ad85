package io.unmask.augment;

import io.unmask.random.RandomStream;

/** Mixes the pictures of a training batch with each other, on the device and after normalisation. */
@FunctionalInterface
public interface BatchMixing {
    /**
     * Draws how a batch is mixed.
     *
     * @param pictures pictures in the batch
     * @param sidePixels their side
     * @param random the stream of the batch
     */
    Mix draw(int pictures, int sidePixels, RandomStream random);
}
