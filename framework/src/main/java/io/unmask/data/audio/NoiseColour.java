package io.unmask.data.audio;

import io.unmask.media.audio.RealFourier;
import io.unmask.random.RandomStream;

/** Noise that is made. */
public enum NoiseColour {
    /** Gaussian, as strong at every frequency. */
    WHITE,
    /** Gaussian with sizes of its spectrum as 1 / √f: 3 dB less an octave; nothing at frequency 0. */
    PINK;

    /** So many samples. */
    float[] samples(int length, RandomStream random) {
        if (this == WHITE) {
            float[] samples = new float[length];
            for (int i = 0; i < length; i++) {
                samples[i] = (float) random.nextNormal();
            }
            return samples;
        }
        return pink(length, random);
    }

    private static float[] pink(int length, RandomStream random) {
        RealFourier fourier = new RealFourier(Math.max(2, Integer.highestOneBit(Math.max(1, length - 1)) * 2));
        double[] real = new double[fourier.bins()];
        double[] imaginary = new double[fourier.bins()];
        for (int k = 1; k < fourier.bins(); k++) {
            double size = 1 / Math.sqrt(k);
            real[k] = size * random.nextNormal();
            imaginary[k] = size * random.nextNormal();
        }
        double[] made = new double[fourier.size()];
        fourier.inverse(real, imaginary, made);
        float[] samples = new float[length];
        // The inverse divides by its size; undone, so that long noise is not lost in the last digits.
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (made[i] * fourier.size());
        }
        return samples;
    }
}
