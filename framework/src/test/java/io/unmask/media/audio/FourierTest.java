package io.unmask.media.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 16, 25, 60, 128, 400, 401, 512})
    void anySize_isTheSumThatDefinesIt_andComesBack(int size) {
        RandomStream random = Seeds.of(size).stream("fourier");
        double[] samples = random.doubles(size, -1, 1).toArray();
        RealFourier fourier = new RealFourier(size);
        double[] real = new double[fourier.bins()];
        double[] imaginary = new double[fourier.bins()];
        fourier.forward(samples, real, imaginary);
        for (int k = 0; k < fourier.bins(); k++) {
            double r = 0;
            double i = 0;
            for (int n = 0; n < size; n++) {
                r += samples[n] * Math.cos(2 * Math.PI * k * n / size);
                i -= samples[n] * Math.sin(2 * Math.PI * k * n / size);
            }
            assertEquals(r, real[k], 1e-11);
            assertEquals(i, imaginary[k], 1e-11);
        }
        double[] back = new double[size];
        fourier.inverse(real, imaginary, back);
        assertArrayEquals(samples, back, 1e-12);
    }

    @Test
    void spectraOfASound_addUpToItAgain() {
        float[] samples = TestSounds.sine(440, 3000, 8000).samples();
        Stft stft = Stft.of(256, 64);
        double[][][] spectra = stft.spectra(samples);
        assertEquals(1 + 3000 / 64, spectra[0].length);
        assertArrayEquals(samples, stft.inverse(spectra[0], spectra[1], samples.length), 1e-6f);
    }
}
