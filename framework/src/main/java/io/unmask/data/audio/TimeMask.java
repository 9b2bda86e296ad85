package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Plane;
import io.unmask.random.RandomStream;

/**
 * Neighbouring frames silenced (SpecAugment, Park et al. 2019): a width from U(0, the smaller of widest and share of all
 * frames), a start from U(0, frames − width), both cut off after the point, and the least value in them.
 *
 * @param widest frames of the widest mask
 * @param share of all frames that a mask may cover at most
 * @param count masks
 * @param probability how often
 */
@JsonTypeName("time_mask")
@AutoService(SoundAugmentation.class)
@Doc("Silences neighbouring frames (SpecAugment).")
public record TimeMask(
        @Doc("Frames of the widest mask.") @Default("70") int widest,

        @Doc("Share of all frames that a mask may cover at most.") @Default("0.2")
        double share,

        @Doc("Masks.") @Default("1") int count,
        @Doc("How often.") @Default("0.5") double probability)
        implements SoundAugmentation {
    /** Checks the numbers. */
    public TimeMask {
        Check.that(widest >= 1, "widest", widest, "must be at least 1");
        Check.that(share > 0 && share <= 1, "share", share, "must be above 0 and at most 1");
        Check.that(count >= 1, "count", count, "must be at least 1");
        WaveformChange.checkProbability(probability);
    }

    @Override
    public boolean masksBands() {
        return true;
    }

    @Override
    public Plane masked(Plane decibels, RandomStream random) {
        double most = Math.min(widest, share * decibels.width());
        return random.chance(probability) ? MaskedBand.mask(decibels, true, most, count, random) : decibels;
    }
}
