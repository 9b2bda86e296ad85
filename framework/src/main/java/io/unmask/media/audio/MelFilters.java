package io.unmask.media.audio;

import io.unmask.config.BadInputException;
import java.util.Arrays;

/**
 * Triangular filters at equal distances on a mel scale, from the bins of a spectrum to bands (librosa, filters.mel).
 *
 * @param first the first bin of each band's weights
 * @param weights the weights of each band from there on, computed in double and kept as floats
 * @param bins bins of the spectrum
 */
public record MelFilters(int[] first, float[][] weights, int bins) {
    /** From hertz to mel. */
    public enum Scale {
        /** Linear below 1000 Hz and logarithmic above (Slaney's Auditory Toolbox). */
        SLANEY,
        /** 2595 · log10(1 + f / 700), as in HTK. */
        HTK;

        private static final double HERTZ_A_MEL = 200.0 / 3;
        private static final double BREAK_HERTZ = 1000;
        private static final double BREAK_MEL = BREAK_HERTZ / HERTZ_A_MEL;
        private static final double LOG_STEP = Math.log(6.4) / 27;

        /** Mel of a frequency. */
        public double mel(double hertz) {
            if (this == HTK) {
                return 2595 * Math.log10(1 + hertz / 700);
            }
            return hertz >= BREAK_HERTZ ? BREAK_MEL + Math.log(hertz / BREAK_HERTZ) / LOG_STEP : hertz / HERTZ_A_MEL;
        }

        /** Frequency of a mel. */
        public double hertz(double mel) {
            if (this == HTK) {
                return 700 * (Math.pow(10, mel / 2595) - 1);
            }
            return mel >= BREAK_MEL ? BREAK_HERTZ * Math.exp(LOG_STEP * (mel - BREAK_MEL)) : mel * HERTZ_A_MEL;
        }
    }

    /**
     * The filters of a spectrum.
     *
     * @param rate samples a second
     * @param size samples of a frame
     * @param bands number of bands
     * @param lowestHertz lower end of the first
     * @param highestHertz upper end of the last
     * @param norm whether each is divided by half its width in hertz, so that its area is 1 (Slaney's)
     * @throws BadInputException if the range is empty
     */
    public static MelFilters of(
            int rate, int size, int bands, double lowestHertz, double highestHertz, Scale scale, boolean norm) {
        if (!(lowestHertz >= 0 && highestHertz > lowestHertz)) {
            throw new BadInputException("mel bands from " + lowestHertz + " to " + highestHertz
                    + " Hz: expected a range that is not empty, from 0 or more");
        }
        double[] edges = edges(bands, scale.mel(lowestHertz), scale.mel(highestHertz), scale);
        int bins = size / 2 + 1;
        int[] first = new int[bands];
        float[][] weights = new float[bands][];
        float[] row = new float[bins];
        for (int band = 0; band < bands; band++) {
            double low = edges[band];
            double middle = edges[band + 1];
            double high = edges[band + 2];
            double area = norm ? 2 / (high - low) : 1;
            int start = bins;
            int end = 0;
            for (int k = 0; k < bins; k++) {
                double hertz = (double) k * rate / size;
                double rising = (hertz - low) / (middle - low);
                double falling = (high - hertz) / (high - middle);
                row[k] = (float) (area * Math.max(0, Math.min(rising, falling)));
                if (row[k] != 0) {
                    start = Math.min(start, k);
                    end = k + 1;
                }
            }
            // A band narrower than a bin may have no weight at all.
            first[band] = Math.min(start, end);
            weights[band] = Arrays.copyOfRange(row, first[band], end);
        }
        return new MelFilters(first, weights, bins);
    }

    private static double[] edges(int bands, double lowestMel, double highestMel, Scale scale) {
        double[] edges = new double[bands + 2];
        double step = (highestMel - lowestMel) / (bands + 1);
        for (int i = 0; i < edges.length; i++) {
            edges[i] = scale.hertz(i == bands + 1 ? highestMel : lowestMel + i * step);
        }
        return edges;
    }

    /** Number of bands. */
    public int bands() {
        return weights.length;
    }

    /** One band of a spectrum. */
    float apply(int band, float[] spectrum) {
        float[] own = weights[band];
        int start = first[band];
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
            sum += own[i] * spectrum[start + i];
        }
        return (float) sum;
    }

    /** All weights, bands × bins, row by row. */
    public float[] matrix() {
        float[] matrix = new float[bands() * bins];
        for (int band = 0; band < bands(); band++) {
            System.arraycopy(weights[band], 0, matrix, band * bins + first[band], weights[band].length);
        }
        return matrix;
    }
}
