package io.unmask.augment;

import io.unmask.data.Sample;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;

/** A random change of the picture alone: mask, landmarks and second picture stay. */
public interface PictureChange extends RandomChange {
    /** The changed picture, of the same size; the given one is left as it is. */
    Image changed(Image image, RandomStream random);

    @Override
    default Sample changed(Sample sample, RandomStream random) {
        return sample.withImage(changed(sample.image(), random));
    }
}
