package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.audio.PhaseVocoder;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;

/**
 * Another speed at the same pitch, by a phase vocoder: n samples become round(n / rate).
 *
 * @param lowestRate of the rates, which are drawn uniformly; below 1 is slower
 * @param highestRate of the rates
 * @param probability how often
 */
@JsonTypeName("time_stretch")
@AutoService(SoundAugmentation.class)
@Doc("Speaks faster or slower at the same pitch (phase vocoder).")
public record TimeStretch(
        @Doc("Lowest rate; below 1 is slower and longer.") @Default("0.8")
        double lowestRate,

        @Doc("Highest rate.") @Default("1.25") double highestRate,

        @Doc("How often.") @Default("0.5") double probability)
        implements WaveformChange {
    /** Checks the range. */
    public TimeStretch {
        Check.that(lowestRate >= 0.1, "lowestRate", lowestRate, "must be at least 0.1");
        Check.that(
                highestRate >= lowestRate && highestRate <= 10,
                "highestRate",
                highestRate,
                "must be from lowest_rate to 10");
        WaveformChange.checkProbability(probability);
    }

    @Override
    public Waveform changed(Waveform sound, RandomStream random) {
        return sound.with(PhaseVocoder.stretch(sound.samples(), random.uniform(lowestRate, highestRate)));
    }
}
