package io.unmask.data.audio;

import io.unmask.data.VariedPixels;
import io.unmask.media.Image;
import io.unmask.media.Plane;
import io.unmask.media.audio.Sound;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;
import java.util.List;

/**
 * The mel picture of a sound that is changed anew each time training reads it: first every change of the waveform in the
 * order of the list, then every change of the mel bands.
 *
 * @param plain the picture of the unchanged sound
 * @param changes what is done
 */
public record VariedMelPixels(MelPixels plain, List<SoundAugmentation> changes) implements VariedPixels {
    /** Copies the list. */
    public VariedMelPixels {
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
            return plain.black();
        }
        for (SoundAugmentation change : changes) {
            sound = change.changed(sound, random);
        }
        Waveform mixed = sound.mono();
        if (mixed.length() == 0) {
            return plain.black();
        }
        Plane decibels = plain.picture().decibels(mixed);
        for (SoundAugmentation change : changes) {
            decibels = change.masked(decibels, random);
        }
        return plain.picture().picture(decibels);
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
