package io.unmask.media;

import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Filled shapes. */
public final class Drawing {
    private static final int SUBPIXEL_BITS = 8;

    /** Letters of OpenCV's font are 22 pixels high at scale 1. */
    private static final double TEXT_SCALE = 0.38;

    private Drawing() {}

    /**
     * The plane with the convex hull of some points filled; the plane given is left as it is.
     *
     * @param xy x0, y0, x1, y1, … in pixels, in any order, also outside; rounded to 1/256 of a pixel
     * @param value what to fill with
     * @param antiAliased whether pixels on the edge get a part of the value
     */
    public static Plane fillConvexHull(Plane plane, float[] xy, float value, boolean antiAliased) {
        return OpenCv.run(() -> {
            Mat hull = new Mat();
            opencv_imgproc.convexHull(points(xy), hull, false, true);
            Mat canvas = new Mat(plane.height(), plane.width(), opencv_core.CV_8UC1, new Scalar(0.0));
            int line = antiAliased ? opencv_imgproc.LINE_AA : opencv_imgproc.LINE_8;
            opencv_imgproc.fillConvexPoly(canvas, hull, new Scalar(255.0), line, SUBPIXEL_BITS);
            return over(plane, OpenCv.image(canvas), value);
        });
    }

    /**
     * The picture with a line of small black text; the picture given is left as it is.
     *
     * @param left column of the first letter
     * @param baseline row that the letters stand on
     * @param text ASCII
     */
    public static Image text(Image picture, int left, int baseline, String text) {
        return OpenCv.run(() -> {
            Mat canvas = OpenCv.mat(picture);
            opencv_imgproc.putText(
                    canvas,
                    text,
                    new Point(left, baseline),
                    opencv_imgproc.FONT_HERSHEY_SIMPLEX,
                    TEXT_SCALE,
                    Scalar.all(0),
                    1,
                    opencv_imgproc.LINE_AA,
                    false);
            return OpenCv.image(canvas);
        });
    }

    private static Mat points(float[] xy) {
        Mat points = new Mat(xy.length / 2, 1, opencv_core.CV_32SC2);
        IntIndexer values = points.createIndexer();
        for (int i = 0; i < xy.length / 2; i++) {
            values.put(i, 0, 0, Math.round(xy[2 * i] * (1 << SUBPIXEL_BITS)));
            values.put(i, 0, 1, Math.round(xy[2 * i + 1] * (1 << SUBPIXEL_BITS)));
        }
        return points;
    }

    private static Plane over(Plane plane, Image coverage, float value) {
        float[] values = plane.values().clone();
        for (int i = 0; i < values.length; i++) {
            float part = (coverage.pixels()[i] & 0xff) / 255f;
            values[i] = part * value + (1 - part) * values[i];
        }
        return new Plane(plane.width(), plane.height(), values);
    }
}
