package io.unmask.media.audio;

import java.util.Arrays;

/**
 * One channel of sound in memory.
 *
 * @param samples amplitudes, full scale −1..1; not copied, so whoever makes a waveform gives the array away
 * @param rate samples a second
 */
public record Waveform(float[] samples, int rate) {
    /** Checks the rate. */
    public Waveform {
        if (rate < 1) {
            throw new IllegalArgumentException("a rate of " + rate + " samples a second");
        }
    }

    /** Number of samples. */
    public int length() {
        return samples.length;
    }

    /** How long it is. */
    public double seconds() {
        return (double) samples.length / rate;
    }

    /** Other samples at the same rate. */
    public Waveform with(float[] others) {
        return new Waveform(others, rate);
    }

    /** The largest size of a sample; 0 for silence and for no samples at all. */
    public float peak() {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /** Mean of the squares of the samples; 0 for no samples at all. */
    public double power() {
        double sum = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
        }
        return samples.length == 0 ? 0 : sum / samples.length;
    }

    /** The same sound cut off, or with silence after it, at a number of samples. */
    public Waveform ofLength(int length) {
        return length == samples.length ? this : with(Arrays.copyOf(samples, length));
    }
}
