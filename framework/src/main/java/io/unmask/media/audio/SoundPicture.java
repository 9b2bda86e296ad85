package io.unmask.media.audio;

import io.unmask.media.Image;
import io.unmask.media.Plane;
import java.util.function.UnaryOperator;

/** A way to show a sound to networks that take pictures. The same sound always gives the same picture. */
public interface SoundPicture {
    /** Samples a second that sounds are brought to. */
    int rate();

    /** Side of the square. */
    int sidePixels();

    /**
     * A sound as a picture.
     *
     * @param sound at least one sample, at any rate
     * @param masks what is done with a spectrogram in decibels on the way, bands × frames; not called by pictures without
     *     spectrogram
     * @throws io.unmask.config.BadInputException if the sound has no sample
     */
    Image of(Waveform sound, UnaryOperator<Plane> masks);

    /** What stands for a sound that is not there. */
    Image silence();

    /** The picture of an unchanged sound. */
    default Image of(Waveform sound) {
        return of(sound, UnaryOperator.identity());
    }
}
