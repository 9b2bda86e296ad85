package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;

/**
 * Louder or quieter by a number of decibels, y · 10^(dB / 20), cut off at −1 and 1.
 *
 * @param lowestDecibels of the gains, which are drawn uniformly
 * @param highestDecibels of the gains
 * @param probability how often
 */
@JsonTypeName("gain")
@AutoService(SoundAugmentation.class)
@Doc("Louder or quieter; what leaves the full scale is cut off.")
public record Gain(
        @Doc("Lowest gain, dB.") @Default("-12") double lowestDecibels,
        @Doc("Highest gain, dB.") @Default("6") double highestDecibels,
        @Doc("How often.") @Default("0.5") double probability)
        implements WaveformChange {
    /** Checks the range. */
    public Gain {
        Check.that(lowestDecibels >= -120, "lowestDecibels", lowestDecibels, "must be at least -120");
        Check.that(
                highestDecibels >= lowestDecibels && highestDecibels <= 120,
                "highestDecibels",
                highestDecibels,
                "must be from lowest_decibels to 120");
        WaveformChange.checkProbability(probability);
    }

    @Override
    public Waveform changed(Waveform sound, RandomStream random) {
        float factor = (float) Math.pow(10, random.uniform(lowestDecibels, highestDecibels) / 20);
        float[] samples = sound.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.max(-1, Math.min(1, samples[i] * factor));
        }
        return sound.with(samples);
    }
}
