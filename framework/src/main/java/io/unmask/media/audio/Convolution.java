package io.unmask.media.audio;

/** Convolution of a sound with a response, through the spectra of both. */
public final class Convolution {
    private Convolution() {}

    /**
     * Σ response[k] · samples[n − k], cut off at the sound's length.
     *
     * @param samples the sound, silent before its first sample
     * @param response at least one number
     */
    public static float[] of(float[] samples, float[] response) {
        int length = samples.length + response.length - 1;
        int size = Integer.highestOneBit(Math.max(1, length - 1)) * 2;
        RealFourier fourier = new RealFourier(size);
        double[][] sound = spectrum(samples, fourier);
        double[][] filter = spectrum(response, fourier);
        for (int k = 0; k < fourier.bins(); k++) {
            double real = sound[0][k] * filter[0][k] - sound[1][k] * filter[1][k];
            sound[1][k] = sound[0][k] * filter[1][k] + sound[1][k] * filter[0][k];
            sound[0][k] = real;
        }
        double[] made = new double[size];
        fourier.inverse(sound[0], sound[1], made);
        float[] result = new float[samples.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) made[i];
        }
        return result;
    }

    private static double[][] spectrum(float[] samples, RealFourier fourier) {
        double[] padded = new double[fourier.size()];
        for (int i = 0; i < samples.length; i++) {
            padded[i] = samples[i];
        }
        double[][] parts = new double[2][fourier.bins()];
        fourier.forward(padded, parts[0], parts[1]);
        return parts;
    }
}
