package io.unmask.media.audio;

import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Image;
import io.unmask.media.NumberPicture;
import io.unmask.media.Plane;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The waveform itself as a picture of numbers, a pixel a sample, row by row, with the 16 bits that sound files have: sample s
 * in −1..1 travels as 32768 + round(32767 · s), so silence is exact. Of a longer sound the middle is shown, a shorter one is
 * followed by silence.
 *
 * @param rate samples a second that sounds are brought to
 * @param sidePixels side of the square, which holds side · side samples
 */
@Doc("How the samples of a sound travel: as a picture of numbers, a pixel a sample.")
public record SamplePicture(
        @Doc("Samples a second that sounds are brought to.") @Default("16000")
        int rate,

        @Doc("Side of the square; it holds side x side samples, 256 about 4.1 s at 16,000 a second.") @Default("256")
        int sidePixels)
        implements SoundPicture {
    /** What stands for the sample 0. */
    public static final int ZERO = 32768;
    /** Steps from the sample 0 to the sample 1. */
    public static final int FULL_SCALE = 32767;

    private static final int LARGEST_SIDE = 2048;

    /** Checks the settings. */
    public SamplePicture {
        Check.that(rate >= 1000, "rate", rate, "must be at least 1000");
        Check.that(
                sidePixels >= 16 && sidePixels <= LARGEST_SIDE,
                "sidePixels",
                sidePixels,
                "must be from 16 to " + LARGEST_SIDE);
    }

    @Override
    public Image of(Waveform sound, UnaryOperator<Plane> masks) {
        if (sound.length() == 0) {
            throw new BadInputException("a sound without any sample has no picture");
        }
        float[] samples = Resampler.resample(sound, rate).samples();
        int places = sidePixels * sidePixels;
        int shown = Math.min(samples.length, places);
        int first = (samples.length - shown) / 2;
        int[] values = silent();
        for (int i = 0; i < shown; i++) {
            float sample = Math.max(-1, Math.min(1, samples[first + i]));
            values[i] = ZERO + Math.round(FULL_SCALE * sample);
        }
        return NumberPicture.ofWhole(values, sidePixels);
    }

    @Override
    public Image silence() {
        return NumberPicture.ofWhole(silent(), sidePixels);
    }

    private int[] silent() {
        int[] values = new int[sidePixels * sidePixels];
        Arrays.fill(values, ZERO);
        return values;
    }
}
