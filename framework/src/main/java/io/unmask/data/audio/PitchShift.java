package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.audio.PhaseVocoder;
import io.unmask.media.audio.Resampler;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;

/**
 * Another pitch at the same length: stretched in time by 2^(semitones / 12), then resampled back and cut or filled with
 * silence to the old number of samples.
 *
 * @param lowestSemitones of the shifts, which are drawn uniformly
 * @param highestSemitones of the shifts
 * @param probability how often
 */
@JsonTypeName("pitch_shift")
@AutoService(SoundAugmentation.class)
@Doc("Speaks higher or lower at the same speed.")
public record PitchShift(
        @Doc("Lowest shift, semitones.") @Default("-4") double lowestSemitones,

        @Doc("Highest shift, semitones.") @Default("4") double highestSemitones,

        @Doc("How often.") @Default("0.5") double probability)
        implements WaveformChange {
    private static final double OCTAVE = 12;
    private static final double FARTHEST = 24;

    /** Checks the range. */
    public PitchShift {
        Check.that(lowestSemitones >= -FARTHEST, "lowestSemitones", lowestSemitones, "must be at least -24");
        Check.that(
                highestSemitones >= lowestSemitones && highestSemitones <= FARTHEST,
                "highestSemitones",
                highestSemitones,
                "must be from lowest_semitones to 24");
        WaveformChange.checkProbability(probability);
    }

    @Override
    public Waveform changed(Waveform sound, RandomStream random) {
        double factor = Math.pow(2, random.uniform(lowestSemitones, highestSemitones) / OCTAVE);
        float[] longer = PhaseVocoder.stretch(sound.samples(), 1 / factor);
        return sound.with(Resampler.stretching(1 / factor).apply(longer)).ofLength(sound.length());
    }
}
