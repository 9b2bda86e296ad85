package io.unmask.media;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Gives one picture the colours of another: in CIE L*a*b* (D65, sRGB taken as linear light by OpenCV's formula for
 * floats) every channel v of the source becomes (v - mean(source)) · sd(target) / sd(source) + mean(target). The formula
 * is that of Reinhard, Ashikhmin, Gooch and Shirley (IEEE CG&A 2001), who use lαβ; L*a*b* is what programs that swap
 * faces use.
 */
public final class ColourTransfer {
    /** Below this a channel counts as constant and is only shifted: a hundredth of a step of lightness. */
    private static final double CONSTANT = 0.01;

    private static final int CHANNELS = 3;

    private ColourTransfer() {}

    /**
     * The source with the colours of the target.
     *
     * @param source three channels
     * @param target three channels, as large
     * @param where means and deviations are taken where this is above 0; if that is nowhere, the source stays
     */
    public static Image apply(Image source, Image target, Plane where) {
        float[] from = lab(source).values();
        float[] to = lab(target).values();
        for (int c = 0; c < CHANNELS; c++) {
            double[] own = statistics(from, c, where.values());
            double[] goal = statistics(to, c, where.values());
            double factor = own[1] < CONSTANT ? 1 : goal[1] / own[1];
            if (own[2] > 0) {
                for (int i = c; i < from.length; i += CHANNELS) {
                    from[i] = (float) ((from[i] - own[0]) * factor + goal[0]);
                }
            }
        }
        return rgb(new Raster(source.width(), source.height(), CHANNELS, from));
    }

    /** Mean, standard deviation and number of the values of a channel where the mask is above 0. */
    private static double[] statistics(float[] values, int channel, float[] where) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < where.length; i++) {
            if (where[i] > 0) {
                double value = values[CHANNELS * i + channel];
                sum += value;
                squares += value * value;
                count++;
            }
        }
        double mean = sum / Math.max(1, count);
        double variance = squares / Math.max(1, count) - mean * mean;
        return new double[] {mean, Math.sqrt(Math.max(0, variance)), count};
    }

    private static Raster lab(Image image) {
        Raster raster = Raster.of(image);
        float[] values = raster.values();
        for (int i = 0; i < values.length; i++) {
            values[i] /= Raster.WHITE;
        }
        return convert(raster, opencv_imgproc.COLOR_RGB2Lab);
    }

    private static Image rgb(Raster lab) {
        Raster raster = convert(lab, opencv_imgproc.COLOR_Lab2RGB);
        float[] values = raster.values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= Raster.WHITE;
        }
        return raster.toImage();
    }

    private static Raster convert(Raster raster, int code) {
        return OpenCv.run(() -> {
            Mat to = new Mat();
            opencv_imgproc.cvtColor(OpenCv.mat(raster), to, code);
            return OpenCv.raster(to);
        });
    }
}
