package io.unmask.media.audio;

import java.util.Arrays;

/**
 * Changes the rate of a sound by a ratio of whole numbers, with a sinc under a Kaiser window: flat up to 0.9136 of the
 * lower of the two half rates and 125 dB down from that half rate on, which is where the "HQ" quality of the soxr library
 * has its edges. The delay is zero, silence stands outside the sound, and n samples become ⌈n · up / down⌉.
 *
 * <p>Built for speed: outputs of one phase of the filter lie {@code down} samples apart, so the samples are sorted into
 * {@code down} rows once, and every tap is a product of a number and a row.
 */
public final class Resampler {
    /** For manifests: everything that the result depends on. */
    public static final String NAME = "windowed sinc (Kaiser, pass band 0.9136, 125 dB), polyphase, float32";

    private static final double PASS_BAND = 0.9136;
    private static final double DECIBELS = 125;
    /** Kaiser's formulas for shape and length of the window. */
    private static final double BETA = 0.1102 * (DECIBELS - 8.7);

    private static final double LENGTH_FACTOR = (DECIBELS - 7.95) / 2.285;

    /** Outputs at a time: what is added up stays in the fastest cache. */
    private static final int BLOCK = 512;
    /** Taps at a time, so that sums are fetched and put back less often. */
    private static final int TOGETHER = 4;

    private final int up;
    private final int down;
    private final int reach;
    private final float[][] phases;

    /**
     * A change of rate.
     *
     * @param up samples of the result …
     * @param down … for so many of the sound
     */
    public Resampler(int up, int down) {
        if (up < 1 || down < 1) {
            throw new IllegalArgumentException(up + " samples for " + down);
        }
        int common = greatestCommonDivisor(up, down);
        this.up = up / common;
        this.down = down / common;
        double narrowing = Math.min(1, (double) up / down);
        reach = (int) Math.ceil(LENGTH_FACTOR / (Math.PI * (1 - PASS_BAND) * narrowing) / 2 / 2) * 2;
        phases = new float[this.up][];
        double cutoff = (1 + PASS_BAND) / 2 * narrowing;
        for (int phase = 0; phase < this.up; phase++) {
            phases[phase] = taps((double) phase / this.up, cutoff);
        }
    }

    /** The sound at another rate; itself if it has it. */
    public static Waveform resample(Waveform sound, int rate) {
        return sound.rate() == rate
                ? sound
                : new Waveform(new Resampler(rate, sound.rate()).apply(sound.samples()), rate);
    }

    /**
     * The nearest ratio of numbers up to 1000, for a sound that is to become {@code factor} times as long.
     *
     * @param factor from 0.01 to 100
     */
    public static Resampler stretching(double factor) {
        if (!(factor >= 0.01 && factor <= 100)) {
            throw new IllegalArgumentException("a sound " + factor + " times as long");
        }
        int bestUp = 1;
        int bestDown = 1;
        double bestError = Double.POSITIVE_INFINITY;
        for (int denominator = 1; denominator <= 1000; denominator++) {
            int numerator = (int) Math.max(1, Math.rint(factor * denominator));
            double error = Math.abs((double) numerator / denominator - factor);
            if (numerator <= 1000 && error < bestError) {
                bestUp = numerator;
                bestDown = denominator;
                bestError = error;
            }
        }
        return new Resampler(bestUp, bestDown);
    }

    /** Number of samples that a sound comes to have. */
    public int length(int samples) {
        return (int) (((long) samples * up + down - 1) / down);
    }

    /** The samples at the other rate. */
    public float[] apply(float[] samples) {
        float[] result = new float[length(samples.length)];
        float[][] rows = rows(samples);
        float[] sums = new float[BLOCK];
        float[][] work = new float[TOGETHER][BLOCK];
        int most = (result.length + up - 1) / up;
        // All phases of a block before the next block, since they read the same part of the rows.
        for (int start = 0; start < most; start += BLOCK) {
            for (int first = 0; first < Math.min(up, result.length); first++) {
                int size = Math.min(BLOCK, (result.length - first + up - 1) / up - start);
                sum(rows, (long) first * down, start, Math.max(0, size), work, sums);
                for (int j = 0; j < size; j++) {
                    result[first + (start + j) * up] = sums[j];
                }
            }
        }
        return result;
    }

    /** Some outputs of one phase, whose first one of all stands {@code place / up} samples into the sound. */
    private void sum(float[][] rows, long place, int start, int size, float[][] work, float[] sums) {
        float[] taps = phases[(int) (place % up)];
        int base = (int) (place / up);
        Arrays.fill(sums, 0);
        for (int k = 0; k < taps.length; k += TOGETHER) {
            for (int i = 0; i < TOGETHER; i++) {
                // Tap k reads sample base + k - (reach - 1), which stands reach - 1 places later in the padded sound.
                int at = base + k + i;
                System.arraycopy(rows[at % down], at / down + start, work[i], 0, size);
            }
            add(taps, k, work[0], work[1], work[2], work[3], sums, size);
        }
    }

    /** Rows from place 0 on: with places of their own, Java's compiler would take them one number at a time. */
    private static void add(
            float[] taps, int k, float[] row0, float[] row1, float[] row2, float[] row3, float[] sums, int size) {
        float tap0 = taps[k];
        float tap1 = taps[k + 1];
        float tap2 = taps[k + 2];
        float tap3 = taps[k + 3];
        for (int j = 0; j < size; j++) {
            sums[j] += tap0 * row0[j] + tap1 * row1[j] + tap2 * row2[j] + tap3 * row3[j];
        }
    }

    /** Row r holds every down-th sample from r on, of the sound with silence before and after it. */
    private float[][] rows(float[] samples) {
        int padded = samples.length + 2 * reach + 2 * down + BLOCK;
        float[][] rows = new float[down][padded / down + 2];
        for (int i = 0; i < samples.length; i++) {
            int place = i + reach - 1;
            rows[place % down][place / down] = samples[i];
        }
        return rows;
    }

    /** Weights of the samples from reach − 1 before to reach after, for an output this part of a sample later. */
    private float[] taps(double part, double cutoff) {
        double[] taps = new double[2 * reach];
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            double distance = k - (reach - 1) - part;
            double along = distance / reach;
            double window = Math.abs(along) < 1 ? bessel(BETA * Math.sqrt(1 - along * along)) : 0;
            taps[k] = sinc(cutoff * distance) * window;
            sum += taps[k];
        }
        float[] rounded = new float[taps.length];
        for (int k = 0; k < taps.length; k++) {
            // So that a constant stays what it is in every phase.
            rounded[k] = (float) (taps[k] / sum);
        }
        return rounded;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** The modified Bessel function of order 0 by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
