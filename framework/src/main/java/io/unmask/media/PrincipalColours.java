package io.unmask.media;

import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The directions in which the colours of a picture vary (Krizhevsky, Sutskever and Hinton 2012, section 4.1). */
public final class PrincipalColours {
    private PrincipalColours() {}

    /**
     * Moves all colours by strength · Σ λᵢ·pᵢ: eigenvalues and eigenvectors of the covariance of the colours, which are
     * taken in 0..1. Of the two signs of an eigenvector the one with the positive sum is taken.
     *
     * @param picture three channels
     */
    public static Raster shift(Raster picture, double strength) {
        double[] covariance = covariance(picture.values());
        double[] shift = OpenCv.run(() -> principal(covariance));
        float[] values = picture.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (strength * shift[i % 3] * Raster.WHITE);
        }
        return picture.with(values);
    }

    private static double[] covariance(float[] values) {
        double[] mean = new double[3];
        int pixels = values.length / 3;
        for (int i = 0; i < values.length; i++) {
            mean[i % 3] += values[i] / (double) pixels;
        }
        double[] covariance = new double[9];
        for (int i = 0; i < values.length; i += 3) {
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    covariance[3 * a + b] += (values[i + a] - mean[a]) * (values[i + b] - mean[b]);
                }
            }
        }
        double scale = Math.max(1, pixels - 1) * (double) (Raster.WHITE * Raster.WHITE);
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] /= scale;
        }
        return covariance;
    }

    private static double[] principal(double[] covariance) {
        Mat matrix = new Mat(3, 3, opencv_core.CV_64FC1);
        DoubleIndexer entries = matrix.createIndexer();
        entries.put(0, 0, covariance);
        Mat values = new Mat();
        Mat vectors = new Mat();
        opencv_core.eigen(matrix, values, vectors);
        DoubleIndexer lengths = values.createIndexer();
        DoubleIndexer directions = vectors.createIndexer();
        double[] shift = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = directions.get(i, 0) + directions.get(i, 1) + directions.get(i, 2);
            for (int c = 0; c < 3; c++) {
                shift[c] += lengths.get(i, 0) * Math.copySign(1, sum) * directions.get(i, c);
            }
        }
        return shift;
    }
}
