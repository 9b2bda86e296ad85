package io.unmask.data.audio;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.audio.Waveform;
import io.unmask.random.RandomStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Noise at a signal-to-noise ratio: y + g · n with g = √(P(y) / (P(n) · 10^(SNR / 10))), P the mean of the squares. A
 * recorded noise starts at a random place of its file and begins again where it ends. Silence is left as it is, since no
 * noise has a ratio to it.
 *
 * @param colour of noise that is made; not used where there are recordings
 * @param recordings files of which one is drawn; empty for noise that is made
 * @param lowestSnr of the ratios, which are drawn uniformly, dB
 * @param highestSnr of the ratios, dB
 * @param probability how often
 */
@JsonTypeName("add_noise")
@AutoService(SoundAugmentation.class)
@Doc("Adds white, pink or recorded noise at a signal-to-noise ratio.")
public record AddNoise(
        @Doc("Noise that is made: white or pink.") @Default("white")
        NoiseColour colour,

        @Doc("Files of noise, of which one is drawn, in place of noise that is made.") @Default("[]")
        List<Path> recordings,

        @Doc("Lowest signal-to-noise ratio, dB.") @Default("5")
        double lowestSnr,

        @Doc("Highest signal-to-noise ratio, dB.") @Default("30")
        double highestSnr,

        @Doc("How often.") @Default("0.5") double probability)
        implements WaveformChange {
    /** Checks the range. */
    public AddNoise {
        recordings = List.copyOf(recordings);
        Check.that(lowestSnr >= -100, "lowestSnr", lowestSnr, "must be at least -100");
        Check.that(
                highestSnr >= lowestSnr && highestSnr <= 200,
                "highestSnr",
                highestSnr,
                "must be from lowest_snr to 200");
        WaveformChange.checkProbability(probability);
    }

    @Override
    public Waveform changed(Waveform sound, RandomStream random) {
        double ratio = Math.pow(10, random.uniform(lowestSnr, highestSnr) / 10);
        Waveform noise =
                sound.with(recordings.isEmpty() ? colour.samples(sound.length(), random) : recorded(sound, random));
        double strength = noise.power() > 0 ? Math.sqrt(sound.power() / (noise.power() * ratio)) : 0;
        float[] samples = sound.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] += (float) (strength * noise.samples()[i]);
        }
        return sound.with(samples);
    }

    private float[] recorded(Waveform sound, RandomStream random) {
        Path file = recordings.get(random.integer(0, recordings.size() - 1));
        float[] recording = KnownSounds.read(file, sound.rate()).samples();
        int start = random.integer(0, recording.length - 1);
        float[] samples = new float[sound.length()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = recording[(int) (((long) start + i) % recording.length)];
        }
        return samples;
    }
}
