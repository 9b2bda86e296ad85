package io.unmask.data.face;

import io.unmask.data.Landmarks;
import io.unmask.media.Affine;

/**
 * The five points of a face by which crops are aligned, and the similarity (shift, turn, one scale) that takes them onto
 * a template.
 *
 * <p>The template is that of ArcFace for pictures of 112 x 112 (deepinsight/insightface, {@code
 * python-package/insightface/utils/face_align.py}), which DeepfakeBench uses, too.
 */
final class FacePoints {
    private static final int POINTS = 5;
    private static final int ALL_OF_300W = 68;
    private static final double TEMPLATE_SIDE = 112;
    private static final double[] TEMPLATE = {
        38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041
    };

    private FacePoints() {}

    /** Whether the five can be had from these. */
    static boolean areIn(Landmarks points) {
        return points.size() == POINTS || points.size() == ALL_OF_300W;
    }

    /**
     * The similarity with the least squared distance from the template, scaled to a crop with a margin around it.
     *
     * @param points five, or the 68 of 300-W
     * @param side of the crop, pixels
     * @param margin room on each side as a share of the template
     * @return from pixels of the picture to pixels of the crop
     */
    static Affine toTemplate(Landmarks points, double side, double margin) {
        double[] from = five(points);
        double[] to = new double[2 * POINTS];
        for (int i = 0; i < to.length; i++) {
            double share = (TEMPLATE[i] + 0.5) / TEMPLATE_SIDE;
            to[i] = (share + margin) / (1 + 2 * margin) * side - 0.5;
        }
        return similarity(from, to);
    }

    /** As complex numbers, the least-squares solution of to = s · from + t (Umeyama 1991 in two dimensions). */
    private static Affine similarity(double[] from, double[] to) {
        double[] meanFrom = mean(from);
        double[] meanTo = mean(to);
        double real = 0;
        double imaginary = 0;
        double spread = 0;
        for (int i = 0; i < POINTS; i++) {
            double x = from[2 * i] - meanFrom[0];
            double y = from[2 * i + 1] - meanFrom[1];
            double u = to[2 * i] - meanTo[0];
            double v = to[2 * i + 1] - meanTo[1];
            real += x * u + y * v;
            imaginary += x * v - y * u;
            spread += x * x + y * y;
        }
        double a = real / spread;
        double b = imaginary / spread;
        return new Affine(
                a,
                -b,
                meanTo[0] - a * meanFrom[0] + b * meanFrom[1],
                b,
                a,
                meanTo[1] - b * meanFrom[0] - a * meanFrom[1]);
    }

    private static double[] mean(double[] xy) {
        double x = 0;
        double y = 0;
        for (int i = 0; i < POINTS; i++) {
            x += xy[2 * i];
            y += xy[2 * i + 1];
        }
        return new double[] {x / POINTS, y / POINTS};
    }

    /** In the order eye, eye, nose, corner, corner of the mouth, from the left of the picture where the face is upright. */
    private static double[] five(Landmarks points) {
        double[] xy = new double[2 * POINTS];
        if (points.size() == POINTS) {
            for (int i = 0; i < xy.length; i++) {
                xy[i] = points.xy()[i];
            }
            return xy;
        }
        mean(points, 36, 41, xy, 0);
        mean(points, 42, 47, xy, 1);
        mean(points, 30, 30, xy, 2);
        mean(points, 48, 48, xy, 3);
        mean(points, 54, 54, xy, 4);
        return xy;
    }

    private static void mean(Landmarks points, int first, int last, double[] xy, int place) {
        for (int i = first; i <= last; i++) {
            xy[2 * place] += points.x(i) / (double) (last - first + 1);
            xy[2 * place + 1] += points.y(i) / (double) (last - first + 1);
        }
    }
}
