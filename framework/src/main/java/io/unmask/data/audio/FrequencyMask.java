package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Plane;
import io.unmask.random.RandomStream;

/**
 * Neighbouring mel bands silenced (SpecAugment, Park et al. 2019): a width from U(0, widest), a start from
 * U(0, bands − width), both cut off after the point, and the least value of the spectrogram in them.
 *
 * @param widest bands of the widest mask
 * @param count masks
 * @param probability how often
 */
@JsonTypeName("frequency_mask")
@AutoService(SoundAugmentation.class)
@Doc("Silences neighbouring mel bands (SpecAugment).")
public record FrequencyMask(
        @Doc("Bands of the widest mask.") @Default("27") int widest,
        @Doc("Masks.") @Default("1") int count,
        @Doc("How often.") @Default("0.5") double probability)
        implements SoundAugmentation {
    /** Checks the numbers. */
    public FrequencyMask {
        Check.that(widest >= 1, "widest", widest, "must be at least 1");
        Check.that(count >= 1, "count", count, "must be at least 1");
        WaveformChange.checkProbability(probability);
    }

    @Override
    public boolean masksBands() {
        return true;
    }

    @Override
    public Plane masked(Plane decibels, RandomStream random) {
        return random.chance(probability) ? MaskedBand.mask(decibels, false, widest, count, random) : decibels;
    }
}
