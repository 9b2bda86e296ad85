package io.unmask.media;

import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_video.DISOpticalFlow;

/**
 * How much a video flickers: the temporal warping error of Lai et al. (ECCV 2018, section 4.3) between two frames in a row.
 * The second frame is warped onto the first by optical flow; the error is the mean over pixels that are not occluded of the
 * squared distance of the colours, each 0..1. A pixel is occluded where the flow there and back does not come back
 * (|f + b|² > 0.01 (|f|² + |b|²) + 0.5, Ruder et al. 2016, which Lai et al. follow). The flow is that of dense inverse search
 * (DIS, Kroeger et al. 2016, OpenCV's preset MEDIUM), not the network of the paper, so values are to be compared with each other
 * and not with those that papers print.
 */
public final class WarpingError {
    private static final double SHARE = 0.01;
    private static final double SLACK = 0.5;
    private static final int MAXIMUM = 255;

    private WarpingError() {}

    /**
     * The error between two frames in a row.
     *
     * @param first three channels
     * @param second the frame after it, as large
     * @return 0 for frames that differ by motion alone, at most 3; NaN if every pixel is occluded
     */
    public static double of(Image first, Image second) {
        if (first.width() != second.width() || first.height() != second.height()) {
            throw new IllegalArgumentException("frames of " + first.width() + "x" + first.height() + " and "
                    + second.width() + "x" + second.height());
        }
        float[] there = flow(first, second);
        float[] back = flow(second, first);
        int width = first.width();
        Plane fromX = places(there, width, first.height(), 0);
        Plane fromY = places(there, width, first.height(), 1);
        Image warped = Resampling.remap(second, fromX, fromY, Interpolation.LINEAR, Border.REPLICATE);
        Plane backX = Resampling.remap(
                component(back, width, first.height(), 0), fromX, fromY, Interpolation.LINEAR, Border.REPLICATE);
        Plane backY = Resampling.remap(
                component(back, width, first.height(), 1), fromX, fromY, Interpolation.LINEAR, Border.REPLICATE);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < width * first.height(); i++) {
            boolean inside = fromX.values()[i] >= 0
                    && fromX.values()[i] <= width - 1
                    && fromY.values()[i] >= 0
                    && fromY.values()[i] <= first.height() - 1;
            if (inside && comesBack(there[2 * i], there[2 * i + 1], backX.values()[i], backY.values()[i])) {
                sum += distance(first.pixels(), warped.pixels(), i);
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static boolean comesBack(double x, double y, double backX, double backY) {
        double gap = (x + backX) * (x + backX) + (y + backY) * (y + backY);
        return gap <= SHARE * (x * x + y * y + backX * backX + backY * backY) + SLACK;
    }

    private static double distance(byte[] first, byte[] second, int pixel) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            double gap = ((first[3 * pixel + c] & 0xff) - (second[3 * pixel + c] & 0xff)) / (double) MAXIMUM;
            sum += gap * gap;
        }
        return sum;
    }

    /** Displacements x0, y0, x1, y1, … of the pixels of one frame to the other, row by row. */
    private static float[] flow(Image from, Image to) {
        return OpenCv.run(() -> {
            Mat flow = new Mat();
            try (DISOpticalFlow search = DISOpticalFlow.create(DISOpticalFlow.PRESET_MEDIUM)) {
                search.calc(grey(from), grey(to), flow);
            }
            float[] values = new float[from.width() * from.height() * 2];
            FloatIndexer indexer = flow.createIndexer();
            indexer.get(new long[] {0, 0, 0}, values);
            return values;
        });
    }

    private static Mat grey(Image image) {
        Mat grey = new Mat(image.height(), image.width(), opencv_core.CV_8UC1);
        opencv_imgproc.cvtColor(OpenCv.mat(image), grey, opencv_imgproc.COLOR_RGB2GRAY);
        return grey;
    }

    private static Plane component(float[] flow, int width, int height, int axis) {
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = flow[2 * i + axis];
        }
        return new Plane(width, height, values);
    }

    /** Where each pixel of the first frame is in the second. */
    private static Plane places(float[] flow, int width, int height, int axis) {
        Plane places = component(flow, width, height, axis);
        for (int i = 0; i < places.values().length; i++) {
            places.values()[i] += axis == 0 ? i % width : i / width;
        }
        return places;
    }
}
