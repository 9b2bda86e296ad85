package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.audio.Resampler;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;
import java.util.List;

/**
 * Another speed as of a tape: resampled and played at the old rate, so that pitch and length change together. n samples
 * become about n / factor, and a tone of f Hz one of f · factor.
 *
 * @param factors of which one is drawn
 * @param probability how often
 */
@JsonTypeName("speed")
@AutoService(SoundAugmentation.class)
@Doc("Plays faster or slower as a tape, pitch and length together.")
public record Speed(
        @Doc("Factors, of which one is drawn.") @Default("[0.9, 1.0, 1.1]")
        List<Double> factors,

        @Doc("How often.") @Default("1.0") double probability)
        implements WaveformChange {
    /** Checks the factors. */
    public Speed {
        factors = List.copyOf(factors);
        Check.that(!factors.isEmpty(), "factors", "empty", "must hold at least one");
        Check.that(
                factors.stream().allMatch(factor -> factor >= 0.1 && factor <= 10),
                "factors",
                factors,
                "must be from 0.1 to 10");
        WaveformChange.checkProbability(probability);
    }

    @Override
    public Waveform changed(Waveform sound, RandomStream random) {
        double factor = factors.get(random.integer(0, factors.size() - 1));
        return factor == 1 ? sound : sound.with(Resampler.stretching(1 / factor).apply(sound.samples()));
    }
}
