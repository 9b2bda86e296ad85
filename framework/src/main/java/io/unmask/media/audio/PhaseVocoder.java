package io.unmask.media.audio;

/**
 * Changes the length of a sound and not its pitch (Flanagan and Golden 1966, as librosa's phase_vocoder): frames of a new
 * time grid take sizes between those of the two frames around them, and phases that go on by what those two differ in.
 */
public final class PhaseVocoder {
    private static final Stft STFT = Stft.of(2048, 512);

    private PhaseVocoder() {}

    /**
     * A sound at another speed: n samples become round(n / rate).
     *
     * @param rate above 1 is faster and shorter
     */
    public static float[] stretch(float[] samples, double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("a rate of " + rate);
        }
        double[][][] spectra = STFT.spectra(samples);
        int frames = spectra[0].length;
        int made = (int) Math.ceil(frames / rate);
        double[][] real = new double[made][STFT.bins()];
        double[][] imaginary = new double[made][STFT.bins()];
        double[] none = new double[STFT.bins()];
        double[] phases = new double[STFT.bins()];
        for (int k = 0; k < phases.length; k++) {
            phases[k] = Math.atan2(spectra[1][0][k], spectra[0][0][k]);
        }
        for (int t = 0; t < made; t++) {
            double place = t * rate;
            int before = (int) place;
            int after = before + 1;
            Frame from =
                    new Frame(before < frames ? spectra[0][before] : none, before < frames ? spectra[1][before] : none);
            Frame to = new Frame(after < frames ? spectra[0][after] : none, after < frames ? spectra[1][after] : none);
            step(from, to, place - before, phases, real[t], imaginary[t]);
        }
        return STFT.inverse(real, imaginary, (int) Math.rint(samples.length / rate));
    }

    private record Frame(double[] real, double[] imaginary) {
        double size(int k) {
            return Math.sqrt(real[k] * real[k] + imaginary[k] * imaginary[k]);
        }

        double phase(int k) {
            return Math.atan2(imaginary[k], real[k]);
        }
    }

    /** One frame of the result; the phases then stand where the next begins. */
    private static void step(Frame from, Frame to, double part, double[] phases, double[] real, double[] imaginary) {
        for (int k = 0; k < phases.length; k++) {
            double size = (1 - part) * from.size(k) + part * to.size(k);
            real[k] = size * Math.cos(phases[k]);
            imaginary[k] = size * Math.sin(phases[k]);
            double expected = 2 * Math.PI * STFT.hop() * k / STFT.size();
            double unexpected = to.phase(k) - from.phase(k) - expected;
            unexpected -= 2 * Math.PI * Math.rint(unexpected / (2 * Math.PI));
            phases[k] += expected + unexpected;
        }
    }
}
