package io.unmask.data;

import io.unmask.media.Image;
import io.unmask.random.RandomStream;

/**
 * Pixels that training sees differently each time, since what they are made from is changed before it becomes a picture:
 * a sound before its spectrum is taken. They are never packed; validation and tests read them unchanged.
 */
public interface VariedPixels extends Pixels {
    /**
     * The picture, changed; the same stream always gives the same one.
     *
     * @param random the stream of this sample at this place of this epoch, and the only source of randomness
     * @throws io.unmask.config.BadInputException as {@link #read()}
     */
    Image read(RandomStream random);
}
