package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;
import java.util.Arrays;

/**
 * A stretch of the sound from a random place, every place as likely; a sound that is no longer stays whole.
 *
 * @param seconds how long the stretch is
 * @param probability how often
 */
@JsonTypeName("random_excerpt")
@AutoService(SoundAugmentation.class)
@Doc("A stretch of the sound from a random place; pictures of samples otherwise show the middle of a long sound.")
public record RandomExcerpt(
        @Doc("How long the stretch is.") double seconds,
        @Doc("How often.") @Default("1") double probability) implements WaveformChange {
    /** Checks the settings. */
    public RandomExcerpt {
        Check.that(seconds > 0, "seconds", seconds, "must be above 0");
        WaveformChange.checkProbability(probability);
    }

    @Override
    public Waveform changed(Waveform sound, RandomStream random) {
        int length = (int) Math.max(1, Math.round(seconds * sound.rate()));
        if (length >= sound.length()) {
            return sound;
        }
        int first = random.integer(0, sound.length() - length);
        return sound.with(Arrays.copyOfRange(sound.samples(), first, first + length));
    }
}
