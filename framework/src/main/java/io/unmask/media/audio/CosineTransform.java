package io.unmask.media.audio;

import io.unmask.media.Plane;

/** The orthonormal discrete cosine transform of type II over the bands: mel frequency cepstral coefficients of decibels. */
public final class CosineTransform {
    private CosineTransform() {}

    /**
     * The first coefficients of every column.
     *
     * @param bands a row a band, in decibels
     * @param coefficients how many, at most as many as there are bands
     * @return a row a coefficient
     */
    public static Plane of(Plane bands, int coefficients) {
        int size = bands.height();
        if (coefficients < 1 || coefficients > size) {
            throw new IllegalArgumentException(coefficients + " coefficients of " + size + " bands");
        }
        float[] values = new float[coefficients * bands.width()];
        double[] cos = new double[size];
        for (int k = 0; k < coefficients; k++) {
            double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / size);
            for (int n = 0; n < size; n++) {
                cos[n] = scale * Math.cos(Math.PI * k * (2 * n + 1) / (2.0 * size));
            }
            for (int t = 0; t < bands.width(); t++) {
                double sum = 0;
                for (int n = 0; n < size; n++) {
                    sum += cos[n] * bands.at(t, n);
                }
                values[k * bands.width() + t] = (float) sum;
            }
        }
        return new Plane(bands.width(), coefficients, values);
    }
}
