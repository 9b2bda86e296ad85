package io.unmask.media.audio;

import java.util.Arrays;

/**
 * The short-time Fourier transform as librosa has it: frames of {@code size} samples every {@code hop} samples, each under
 * a periodic Hann window w[n] = 0.5 − 0.5 cos(2πn / window). A window shorter than the frame stands in its middle.
 *
 * @param size samples of a frame
 * @param hop samples from one frame to the next
 * @param window samples of the window, at most {@code size}
 * @param centred whether frame t is centred on sample t·hop; else it begins there
 * @param padding what stands outside the sound where frames are centred
 */
public record Stft(int size, int hop, int window, boolean centred, Padding padding) {
    /** Below this a sum of squared windows does not divide. */
    private static final double TINY = 1e-38;

    /** Checks the sizes. */
    public Stft {
        if (size < 1 || hop < 1 || window < 1 || window > size) {
            throw new IllegalArgumentException("frames of " + size + ", hop " + hop + ", window " + window);
        }
    }

    /** Centred frames in silence with a window as long as a frame. */
    public static Stft of(int size, int hop) {
        return new Stft(size, hop, size, true, Padding.ZEROS);
    }

    /** Takes the spectrum of one frame. */
    @FunctionalInterface
    public interface FrameTaker {
        /** The arrays hold size / 2 + 1 numbers and are used again for the next frame. */
        void take(int frame, double[] real, double[] imaginary);
    }

    /** Number of frequencies: size / 2 + 1. */
    public int bins() {
        return size / 2 + 1;
    }

    /** Number of frames of a sound of so many samples; 0 if frames are not centred and it is shorter than one. */
    public int frames(int length) {
        int room = centred ? length + size / 2 * 2 - size : length - size;
        return room < 0 ? 0 : 1 + room / hop;
    }

    /** The window in the middle of a frame, {@code size} numbers. */
    public double[] windowValues() {
        double[] values = new double[size];
        int start = (size - window) / 2;
        for (int n = 0; n < window; n++) {
            values[start + n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / window);
        }
        return values;
    }

    /** Runs through the frames of a sound in order. */
    public void forEach(float[] samples, FrameTaker taker) {
        RealFourier fourier = new RealFourier(size);
        double[] weights = windowValues();
        double[] frame = new double[size];
        double[] real = new double[bins()];
        double[] imaginary = new double[bins()];
        int frames = frames(samples.length);
        int before = centred ? size / 2 : 0;
        for (int t = 0; t < frames; t++) {
            int start = t * hop - before;
            boolean inside = start >= 0 && start + size <= samples.length;
            if (inside) {
                for (int n = 0; n < size; n++) {
                    frame[n] = weights[n] * samples[start + n];
                }
            } else {
                for (int n = 0; n < size; n++) {
                    frame[n] = samples.length == 0 ? 0 : weights[n] * padding.at(samples, start + n);
                }
            }
            fourier.forward(frame, real, imaginary);
            taker.take(t, real, imaginary);
        }
    }

    /**
     * The sound of which these are the spectra, by least squares: frames are windowed again, added up, and divided by the
     * sum of the squared windows.
     *
     * @param real frames × bins
     * @param imaginary frames × bins
     * @param length samples of the result
     */
    public float[] inverse(double[][] real, double[][] imaginary, int length) {
        RealFourier fourier = new RealFourier(size);
        double[] weights = windowValues();
        double[] frame = new double[size];
        int before = centred ? size / 2 : 0;
        double[] sums = new double[length];
        double[] squares = new double[length];
        for (int t = 0; t < real.length; t++) {
            fourier.inverse(real[t], imaginary[t], frame);
            int start = t * hop - before;
            for (int n = Math.max(0, -start); n < Math.min(size, length - start); n++) {
                sums[start + n] += weights[n] * frame[n];
                squares[start + n] += weights[n] * weights[n];
            }
        }
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (squares[i] > TINY ? sums[i] / squares[i] : sums[i]);
        }
        return samples;
    }

    /** All spectra of a sound: real and imaginary parts, each frames × bins. */
    public double[][][] spectra(float[] samples) {
        int frames = frames(samples.length);
        double[][][] parts = new double[2][frames][];
        forEach(samples, (t, real, imaginary) -> {
            parts[0][t] = Arrays.copyOf(real, bins());
            parts[1][t] = Arrays.copyOf(imaginary, bins());
        });
        return parts;
    }
}
