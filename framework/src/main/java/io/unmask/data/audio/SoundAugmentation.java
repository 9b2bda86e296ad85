package io.unmask.data.audio;

import io.unmask.config.Family;
import io.unmask.media.Plane;
import io.unmask.media.audio.Sound;
import io.unmask.random.RandomStream;

/**
 * A random change of a training sound: of the track before it is mixed down and brought to the rate of its spectra, or of
 * its mel bands in decibels before they become grey levels. The same sound and the same stream always give the same
 * result.
 */
@Family("sound augmentation")
public interface SoundAugmentation {
    /** The changed track; the given one is left as it is. */
    default Sound changed(Sound sound, RandomStream random) {
        return sound;
    }

    /** The changed mel bands, a row a band from the lowest; the given ones are left as they are. */
    default Plane masked(Plane decibels, RandomStream random) {
        return decibels;
    }

    /** Whether it changes mel bands, so that it does nothing for a network that reads samples. */
    default boolean masksBands() {
        return false;
    }
}
