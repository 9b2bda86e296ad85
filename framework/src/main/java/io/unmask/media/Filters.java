package io.unmask.media;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Size;

/** Linear filters; outside the edge the picture is mirrored without repeating it. */
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
