package io.unmask.data.audio;

import io.unmask.data.VariedPixels;
import io.unmask.media.Image;
import io.unmask.media.Plane;
import io.unmask.media.audio.Sound;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;
import java.util.List;

/**
 * The picture of a sound that is changed anew each time training reads it: first every change of the waveform in the
 * order of the list, then, in a mel picture, every change of the bands.
 *
 * @param plain the picture of the unchanged sound
 * @param changes what is done
 */
public record VariedSoundPixels(SoundPixels plain, List<SoundAugmentation> changes) implements VariedPixels {
    /** Copies the list. */
    public VariedSoundPixels {
        changes = List.copyOf(changes);
    }

    @Override
    public Image read() {
        return plain.read();
    }

    @Override
    public Image read(RandomStream random) {
        Sound sound = plain.store().read(plain.file());
        if (!plain.passes(sound == null ? null : sound.mono()) || sound == null) {
            return plain.picture().silence();
        }
        for (SoundAugmentation change : changes) {
            sound = change.changed(sound, random);
        }
        Waveform mixed = sound.mono();
        return mixed.length() == 0
                ? plain.picture().silence()
                : plain.picture().of(mixed, decibels -> masked(decibels, random));
    }

    private Plane masked(Plane decibels, RandomStream random) {
        Plane masked = decibels;
        for (SoundAugmentation change : changes) {
            masked = change.masked(masked, random);
        }
        return masked;
    }

    @Override
    public String describe() {
        return plain.describe();
    }

    @Override
    public String fingerprint() {
        return plain.fingerprint() + " " + changes;
    }
}
