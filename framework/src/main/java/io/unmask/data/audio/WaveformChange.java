package io.unmask.data.audio;

import io.unmask.config.Check;
import io.unmask.media.audio.Sound;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;
import java.util.List;

/** A change of one waveform, the mean of the channels, that is made with a probability. */
interface WaveformChange extends SoundAugmentation {
    /** How often it is made, 0..1. */
    double probability();

    /** The changed waveform, at the same rate. */
    Waveform changed(Waveform sound, RandomStream random);

    @Override
    default Sound changed(Sound sound, RandomStream random) {
        return random.chance(probability()) ? new Sound(List.of(changed(sound.mono(), random))) : sound;
    }

    /** Requires a probability. */
    static void checkProbability(double probability) {
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }
}
