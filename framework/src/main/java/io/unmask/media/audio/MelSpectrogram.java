package io.unmask.media.audio;

import io.unmask.config.BadInputException;
import io.unmask.media.Plane;

/**
 * Power of a sound over time in bands of the mel scale (librosa, feature.melspectrogram): spectra in double, kept as floats
 * as numpy keeps them, their size to a power, filtered.
 *
 * @param stft the spectra
 * @param filters the bands
 * @param power to which the size of a spectrum is taken: 2 for energy, 1 for amplitude
 */
public record MelSpectrogram(Stft stft, MelFilters filters, double power) {
    /** Checks that filters and spectra fit. */
    public MelSpectrogram {
        if (filters.bins() != stft.bins() || power <= 0) {
            throw new IllegalArgumentException(
                    filters.bins() + " bins for spectra of " + stft.bins() + ", power " + power);
        }
    }

    /**
     * The spectrogram: a row a band from the lowest, a column a frame.
     *
     * @throws BadInputException if the sound is shorter than one frame
     */
    public Plane of(float[] samples) {
        int frames = stft.frames(samples.length);
        if (frames == 0 || samples.length == 0) {
            throw new BadInputException(
                    "a sound of " + samples.length + " samples is too short for a frame of " + stft.size());
        }
        float[] values = new float[filters.bands() * frames];
        float[] spectrum = new float[stft.bins()];
        stft.forEach(samples, (t, real, imaginary) -> {
            strength(real, imaginary, spectrum);
            for (int band = 0; band < filters.bands(); band++) {
                values[band * frames + t] = filters.apply(band, spectrum);
            }
        });
        return new Plane(frames, filters.bands(), values);
    }

    private void strength(double[] real, double[] imaginary, float[] spectrum) {
        for (int k = 0; k < spectrum.length; k++) {
            float r = (float) real[k];
            float i = (float) imaginary[k];
            spectrum[k] = r * r + i * i;
        }
        if (power != 2) {
            for (int k = 0; k < spectrum.length; k++) {
                spectrum[k] = (float) Math.pow(spectrum[k], power / 2);
            }
        }
    }
}
