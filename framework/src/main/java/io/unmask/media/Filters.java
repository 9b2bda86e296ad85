package io.unmask.media;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Filters of neighbourhoods; outside the edge the picture is mirrored without repeating it. */
public final class Filters {
    private Filters() {}

    /**
     * Gaussian blur of a picture.
     *
     * @param kernelSide odd number of pixels
     * @param sigma standard deviation in pixels; 0 derives 0.3 · ((kernelSide - 1) / 2 - 1) + 0.8
     *     (OpenCV has binomial kernels for the smallest sides)
     */
    public static Image gaussianBlur(Image image, int kernelSide, double sigma) {
        return OpenCv.run(() -> OpenCv.image(blur(OpenCv.mat(image), kernelSide, sigma)));
    }

    /** Gaussian blur of a plane, as for a picture. */
    public static Plane gaussianBlur(Plane plane, int kernelSide, double sigma) {
        return OpenCv.run(() -> OpenCv.plane(blur(OpenCv.mat(plane), kernelSide, sigma)));
    }

    /** The correlation of every channel with a small square kernel; rounded and clipped to 0..255. */
    public static Image correlate(Image image, Plane kernel) {
        return OpenCv.run(() -> {
            Mat to = new Mat();
            opencv_imgproc.filter2D(
                    OpenCv.mat(image),
                    to,
                    -1,
                    OpenCv.mat(kernel),
                    new Point(-1, -1),
                    0,
                    opencv_core.BORDER_REFLECT_101);
            return OpenCv.image(to);
        });
    }

    /**
     * Gaussian blur with a kernel and a standard deviation for each axis, computed in float32.
     *
     * @param kernelWidth odd number of pixels
     * @param kernelHeight odd number of pixels
     * @param sigmaX pixels, above 0
     * @param sigmaY pixels, above 0
     */
    public static Raster gaussianBlur(
            Raster picture, int kernelWidth, int kernelHeight, double sigmaX, double sigmaY, Arithmetic arithmetic) {
        Raster blurred = OpenCv.run(() -> {
            Mat to = new Mat();
            opencv_imgproc.GaussianBlur(
                    OpenCv.mat(picture),
                    to,
                    new Size(kernelWidth, kernelHeight),
                    sigmaX,
                    sigmaY,
                    opencv_core.BORDER_REFLECT_101,
                    opencv_core.ALGO_HINT_ACCURATE);
            return OpenCv.raster(to);
        });
        for (int i = 0; i < blurred.values().length; i++) {
            blurred.values()[i] = arithmetic.rounded(blurred.values()[i]);
        }
        return blurred;
    }

    /**
     * Mixed with a smoothed version: factor 0 is smooth, 1 the picture, 2 sharper. The smoothing has weights 5 in the
     * middle and 1 around, over 13; pixels of the edge stay.
     */
    public static Raster sharpness(Raster picture, double factor, Arithmetic arithmetic) {
        float[] values = picture.values().clone();
        int row = picture.width() * picture.channels();
        int channels = picture.channels();
        for (int y = 1; y < picture.height() - 1; y++) {
            for (int i = y * row + channels; i < (y + 1) * row - channels; i++) {
                float smooth = arithmetic.rounded(smooth(picture.values(), i, channels, row));
                values[i] = arithmetic.blend(picture.values()[i], smooth, factor);
            }
        }
        return picture.with(values);
    }

    private static float smooth(float[] values, int at, int column, int row) {
        float around = values[at - row - column]
                + values[at - row]
                + values[at - row + column]
                + values[at - column]
                + values[at + column]
                + values[at + row - column]
                + values[at + row]
                + values[at + row + column];
        return (around + 5 * values[at]) / 13;
    }

    /**
     * The mean of a square around each pixel.
     *
     * @param kernelSide pixels
     */
    public static Image boxBlur(Image image, int kernelSide) {
        return OpenCv.run(() -> {
            Mat to = new Mat();
            opencv_imgproc.blur(OpenCv.mat(image), to, new Size(kernelSide, kernelSide));
            return OpenCv.image(to);
        });
    }

    /**
     * The mean along a line between two pixels of a square around each pixel: what a moving camera sees.
     *
     * @param kernelSide pixels
     */
    public static Image motionBlur(Image image, int kernelSide, int fromX, int fromY, int toX, int toY) {
        Image line = OpenCv.run(() -> {
            Mat canvas = new Mat(kernelSide, kernelSide, opencv_core.CV_8UC1, new Scalar(0.0));
            opencv_imgproc.line(canvas, new Point(fromX, fromY), new Point(toX, toY), new Scalar(1.0));
            return OpenCv.image(canvas);
        });
        float[] weights = new float[line.pixels().length];
        float sum = 0;
        for (byte part : line.pixels()) {
            sum += part;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = line.pixels()[i] / sum;
        }
        return correlate(image, new Plane(kernelSide, kernelSide, weights));
    }

    /**
     * The highest value within a distance of each pixel: shapes grow on all sides, round at their corners.
     *
     * @param radius pixels, at least 0
     */
    public static Plane dilated(Plane plane, int radius) {
        if (radius == 0) {
            return plane;
        }
        return OpenCv.run(() -> {
            Mat disc = opencv_imgproc.getStructuringElement(
                    opencv_imgproc.MORPH_ELLIPSE, new Size(2 * radius + 1, 2 * radius + 1));
            Mat to = new Mat();
            opencv_imgproc.dilate(OpenCv.mat(plane), to, disc);
            return OpenCv.plane(to);
        });
    }

    private static Mat blur(Mat from, int kernelSide, double sigma) {
        if (kernelSide < 1 || kernelSide % 2 == 0 || sigma < 0) {
            throw new IllegalArgumentException("a blur of kernel " + kernelSide + ", sigma " + sigma);
        }
        Mat to = new Mat();
        opencv_imgproc.GaussianBlur(
                from,
                to,
                new Size(kernelSide, kernelSide),
                sigma,
                sigma,
                opencv_core.BORDER_REFLECT_101,
                opencv_core.ALGO_HINT_ACCURATE);
        return to;
    }
}
