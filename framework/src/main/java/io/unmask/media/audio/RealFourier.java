package io.unmask.media.audio;

import java.util.Arrays;

/**
 * The discrete Fourier transform of real numbers, any size: X[k] = Σ x[n] exp(−2πi kn / size) for k from 0 to size / 2.
 * Holds its working memory, so one thread at a time; cheap enough to make one for each sound.
 */
public final class RealFourier {
    private final int size;
    private final boolean even;
    private final ComplexFourier complex;
    private final double[] cos;
    private final double[] sin;
    private final double[] real;
    private final double[] imaginary;

    /**
     * A transform.
     *
     * @param size number of samples, at least 1
     */
    public RealFourier(int size) {
        this.size = size;
        even = size % 2 == 0;
        int inner = even ? size / 2 : size;
        complex = new ComplexFourier(inner);
        real = new double[inner];
        imaginary = new double[inner];
        cos = new double[inner + 1];
        sin = new double[inner + 1];
        for (int k = 0; k <= inner; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / size);
            sin[k] = Math.sin(2 * Math.PI * k / size);
        }
    }

    /** Number of samples. */
    public int size() {
        return size;
    }

    /** Number of frequencies, from 0 to half the rate: size / 2 + 1. */
    public int bins() {
        return size / 2 + 1;
    }

    /**
     * Samples to frequencies.
     *
     * @param samples of the transform's size; left as they are
     * @param toReal takes the real parts, at least {@link #bins} long
     * @param toImaginary takes the imaginary parts
     */
    public void forward(double[] samples, double[] toReal, double[] toImaginary) {
        if (even) {
            forwardEven(samples, toReal, toImaginary);
        } else {
            System.arraycopy(samples, 0, real, 0, size);
            Arrays.fill(imaginary, 0);
            complex.forward(real, imaginary);
            System.arraycopy(real, 0, toReal, 0, bins());
            System.arraycopy(imaginary, 0, toImaginary, 0, bins());
        }
    }

    /** Even samples as real parts, odd ones as imaginary, and the two spectra taken apart again. */
    private void forwardEven(double[] samples, double[] toReal, double[] toImaginary) {
        int half = real.length;
        for (int i = 0; i < half; i++) {
            real[i] = samples[2 * i];
            imaginary[i] = samples[2 * i + 1];
        }
        complex.forward(real, imaginary);
        toReal[0] = real[0] + imaginary[0];
        toImaginary[0] = 0;
        toReal[half] = real[0] - imaginary[0];
        toImaginary[half] = 0;
        for (int k = 1; k < half; k++) {
            double evenReal = (real[k] + real[half - k]) / 2;
            double evenImaginary = (imaginary[k] - imaginary[half - k]) / 2;
            double oddReal = (imaginary[k] + imaginary[half - k]) / 2;
            double oddImaginary = (real[half - k] - real[k]) / 2;
            toReal[k] = evenReal + oddReal * cos[k] + oddImaginary * sin[k];
            toImaginary[k] = evenImaginary + oddImaginary * cos[k] - oddReal * sin[k];
        }
    }

    /**
     * Frequencies to samples, the inverse of {@link #forward}. Imaginary parts of frequency 0 and, where the size is
     * even, of half the rate do not count.
     *
     * @param samples takes the samples, at least the transform's size long
     */
    public void inverse(double[] fromReal, double[] fromImaginary, double[] samples) {
        if (even) {
            inverseEven(fromReal, fromImaginary, samples);
            return;
        }
        real[0] = fromReal[0];
        imaginary[0] = 0;
        for (int k = 1; k < bins(); k++) {
            real[k] = fromReal[k];
            imaginary[k] = fromImaginary[k];
            real[size - k] = fromReal[k];
            imaginary[size - k] = -fromImaginary[k];
        }
        complex.backward(real, imaginary);
        for (int i = 0; i < size; i++) {
            samples[i] = real[i] / size;
        }
    }

    private void inverseEven(double[] fromReal, double[] fromImaginary, double[] samples) {
        int half = real.length;
        real[0] = (fromReal[0] + fromReal[half]) / 2;
        imaginary[0] = (fromReal[0] - fromReal[half]) / 2;
        for (int k = 1; k < half; k++) {
            double evenReal = (fromReal[k] + fromReal[half - k]) / 2;
            double evenImaginary = (fromImaginary[k] - fromImaginary[half - k]) / 2;
            double turnedReal = (fromReal[k] - fromReal[half - k]) / 2;
            double turnedImaginary = (fromImaginary[k] + fromImaginary[half - k]) / 2;
            double oddReal = turnedReal * cos[k] - turnedImaginary * sin[k];
            double oddImaginary = turnedReal * sin[k] + turnedImaginary * cos[k];
            real[k] = evenReal - oddImaginary;
            imaginary[k] = evenImaginary + oddReal;
        }
        complex.backward(real, imaginary);
        for (int i = 0; i < half; i++) {
            samples[2 * i] = real[i] / half;
            samples[2 * i + 1] = imaginary[i] / half;
        }
    }
}
