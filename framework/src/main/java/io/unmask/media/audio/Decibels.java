package io.unmask.media.audio;

import io.unmask.media.Plane;

/**
 * Power as decibels (librosa, power_to_db), with floats rounded where numpy rounds them.
 *
 * @param reference the power of 0 dB; 0 for the largest power of each spectrogram
 * @param smallest what lesser powers count as
 * @param range decibels below the largest value that the least may lie; infinity for any
 */
public record Decibels(double reference, double smallest, double range) {
    /** Relative to the largest power, 80 dB at most below it: what silence below speech comes to. */
    public static final Decibels BELOW_LARGEST = new Decibels(0, 1e-10, 80);

    /** Checks the numbers. */
    public Decibels {
        if (!(reference >= 0 && smallest > 0 && range >= 0)) {
            throw new IllegalArgumentException(
                    "reference " + reference + ", smallest " + smallest + ", range " + range);
        }
    }

    /** The same spectrogram in decibels. */
    public Plane of(Plane powers) {
        double zero = reference > 0 ? reference : powers.max();
        float offset = (float) (10 * Math.log10(Math.max(smallest, zero)));
        float[] values = new float[powers.values().length];
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (10 * Math.log10(Math.max(smallest, powers.values()[i]))) - offset;
            largest = Math.max(largest, values[i]);
        }
        float floor = (float) (largest - range);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], floor);
        }
        return new Plane(powers.width(), powers.height(), values);
    }
}
