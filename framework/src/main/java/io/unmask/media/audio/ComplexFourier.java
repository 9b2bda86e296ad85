package io.unmask.media.audio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The discrete Fourier transform of complex numbers, forward and without a factor: X[k] = Σ x[n] exp(−2πi kn / size).
 * Powers of two by Stockham's self-sorting algorithm in radix 4, any other size as a convolution (Bluestein 1970) on top
 * of it. Holds its working memory, so one thread at a time.
 */
final class ComplexFourier {
    private final int size;
    private final double[] cos;
    private final double[] sin;
    private final double[] otherReal;
    private final double[] otherImaginary;
    private final @Nullable Chirp chirp;

    ComplexFourier(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a transform of " + size + " numbers");
        }
        this.size = size;
        boolean power = Integer.bitCount(size) == 1;
        cos = new double[power ? size : 0];
        sin = new double[power ? size : 0];
        for (int k = 0; k < cos.length; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / size);
            sin[k] = -Math.sin(2 * Math.PI * k / size);
        }
        otherReal = new double[power ? size : 0];
        otherImaginary = new double[power ? size : 0];
        chirp = power ? null : new Chirp(size);
    }

    /** In place. */
    void forward(double[] real, double[] imaginary) {
        if (chirp != null) {
            chirp.forward(real, imaginary);
            return;
        }
        double[] fromReal = real;
        double[] fromImaginary = imaginary;
        double[] toReal = otherReal;
        double[] toImaginary = otherImaginary;
        int stride = 1;
        for (int left = size; left > 1; ) {
            int radix = left % 4 == 0 ? 4 : 2;
            if (radix == 4) {
                pass4(left, stride, fromReal, fromImaginary, toReal, toImaginary);
            } else {
                pass2(left, stride, fromReal, fromImaginary, toReal, toImaginary);
            }
            left /= radix;
            stride *= radix;
            double[] swap = fromReal;
            fromReal = toReal;
            toReal = swap;
            swap = fromImaginary;
            fromImaginary = toImaginary;
            toImaginary = swap;
        }
        if (fromReal != real) {
            System.arraycopy(fromReal, 0, real, 0, size);
            System.arraycopy(fromImaginary, 0, imaginary, 0, size);
        }
    }

    /** In place: the inverse times the size, which is the forward transform with the two parts exchanged. */
    void backward(double[] real, double[] imaginary) {
        forward(imaginary, real);
    }

    private void pass4(int left, int s, double[] xr, double[] xi, double[] yr, double[] yi) {
        int quarter = left / 4;
        int part = quarter * s;
        for (int p = 0; p < quarter; p++) {
            int turn = p * s;
            double c1 = cos[turn];
            double s1 = sin[turn];
            double c2 = cos[2 * turn];
            double s2 = sin[2 * turn];
            double c3 = cos[3 * turn];
            double s3 = sin[3 * turn];
            int in = p * s;
            int out = 4 * p * s;
            for (int q = 0; q < s; q++) {
                int i = in + q;
                int o = out + q;
                double sumAcR = xr[i] + xr[i + 2 * part];
                double sumAcI = xi[i] + xi[i + 2 * part];
                double difAcR = xr[i] - xr[i + 2 * part];
                double difAcI = xi[i] - xi[i + 2 * part];
                double sumBdR = xr[i + part] + xr[i + 3 * part];
                double sumBdI = xi[i + part] + xi[i + 3 * part];
                double difBdR = xr[i + part] - xr[i + 3 * part];
                double difBdI = xi[i + part] - xi[i + 3 * part];
                yr[o] = sumAcR + sumBdR;
                yi[o] = sumAcI + sumBdI;
                // Multiplying by -i exchanges the parts: (r, i) becomes (i, -r).
                double oneR = difAcR + difBdI;
                double oneI = difAcI - difBdR;
                double twoR = sumAcR - sumBdR;
                double twoI = sumAcI - sumBdI;
                double threeR = difAcR - difBdI;
                double threeI = difAcI + difBdR;
                yr[o + s] = oneR * c1 - oneI * s1;
                yi[o + s] = oneR * s1 + oneI * c1;
                yr[o + 2 * s] = twoR * c2 - twoI * s2;
                yi[o + 2 * s] = twoR * s2 + twoI * c2;
                yr[o + 3 * s] = threeR * c3 - threeI * s3;
                yi[o + 3 * s] = threeR * s3 + threeI * c3;
            }
        }
    }

    /** Only ever the last pass, where nothing is left to turn. */
    private static void pass2(int left, int s, double[] xr, double[] xi, double[] yr, double[] yi) {
        if (left != 2) {
            throw new IllegalStateException("radix 2 with " + left + " left");
        }
        for (int q = 0; q < s; q++) {
            yr[q] = xr[q] + xr[q + s];
            yi[q] = xi[q] + xi[q + s];
            yr[q + s] = xr[q] - xr[q + s];
            yi[q + s] = xi[q] - xi[q + s];
        }
    }

    /** Any size: kn = (k² + n² − (k − n)²) / 2 makes a convolution of the sum. */
    private static final class Chirp {
        private final int size;
        private final ComplexFourier inner;
        private final double[] cos;
        private final double[] sin;
        private final double[] filterReal;
        private final double[] filterImaginary;
        private final double[] workReal;
        private final double[] workImaginary;

        Chirp(int size) {
            this.size = size;
            int innerSize = Integer.highestOneBit(2 * size) * 2;
            inner = new ComplexFourier(innerSize);
            cos = new double[size];
            sin = new double[size];
            filterReal = new double[innerSize];
            filterImaginary = new double[innerSize];
            workReal = new double[innerSize];
            workImaginary = new double[innerSize];
            for (int k = 0; k < size; k++) {
                // The turn repeats after 2·size; without the remainder k² would lose digits.
                double turn = Math.PI * ((long) k * k % (2L * size)) / size;
                cos[k] = Math.cos(turn);
                sin[k] = Math.sin(turn);
                filterReal[k] = cos[k];
                filterImaginary[k] = sin[k];
                filterReal[(innerSize - k) % innerSize] = cos[k];
                filterImaginary[(innerSize - k) % innerSize] = sin[k];
            }
            inner.forward(filterReal, filterImaginary);
        }

        void forward(double[] real, double[] imaginary) {
            Arrays.fill(workReal, 0);
            Arrays.fill(workImaginary, 0);
            for (int k = 0; k < size; k++) {
                workReal[k] = real[k] * cos[k] + imaginary[k] * sin[k];
                workImaginary[k] = imaginary[k] * cos[k] - real[k] * sin[k];
            }
            inner.forward(workReal, workImaginary);
            for (int k = 0; k < workReal.length; k++) {
                double r = workReal[k] * filterReal[k] - workImaginary[k] * filterImaginary[k];
                workImaginary[k] = workReal[k] * filterImaginary[k] + workImaginary[k] * filterReal[k];
                workReal[k] = r;
            }
            inner.backward(workReal, workImaginary);
            double scale = 1.0 / workReal.length;
            for (int k = 0; k < size; k++) {
                real[k] = (workReal[k] * cos[k] + workImaginary[k] * sin[k]) * scale;
                imaginary[k] = (workImaginary[k] * cos[k] - workReal[k] * sin[k]) * scale;
            }
        }
    }
}
