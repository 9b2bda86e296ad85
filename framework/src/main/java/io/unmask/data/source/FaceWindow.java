package io.unmask.data.source;

import io.unmask.data.Landmarks;
import io.unmask.media.Affine;
import io.unmask.media.Box;

/** From a face to the part of the picture that is used: a square around it that stays inside the picture. */
final class FaceWindow {
    private static final int HULL_POINTS = 24;
    private static final double HALF_WIDTH = 0.45;
    private static final double EARS = 0.45;
    private static final double EARS_TO_CHIN = 0.67;
    private static final double EARS_TO_BROWS = 0.20;

    private FaceWindow() {}

    /**
     * The square around some points.
     *
     * @param margin room on each side, as a share of the longer side of the box of the points
     * @param width columns of the picture
     * @param height rows of the picture
     */
    static Box around(Landmarks points, double margin, int width, int height) {
        Landmarks.Bounds face = points.bounds();
        double longer = Math.max(face.right() - face.left(), face.bottom() - face.top()) + 1;
        int side = (int) Math.min(Math.round(longer * (1 + 2 * margin)), Math.min(width, height));
        int x = Math.round((face.left() + face.right() + 1 - side) / 2);
        int y = Math.round((face.top() + face.bottom() + 1 - side) / 2);
        return new Box(Math.max(0, Math.min(width - side, x)), Math.max(0, Math.min(height - side, y)), side, side);
    }

    /** The points as they lie in the window. */
    static Landmarks inside(Landmarks points, Box window) {
        return points.moved(Affine.translation(-window.left(), -window.top()));
    }

    /**
     * A hull for a face of which only the box of {@link io.unmask.media.HaarFaces} is known: half an ellipse from
     * ear to ear down to the chin, a flatter half above it up to the brows. The shares of the box are where jaw,
     * chin and brows lie on average in the boxes that the detector puts around upright faces.
     *
     * @return 24 points, none of which has a name, so that only their hull can be used
     */
    static Landmarks hullOf(Box face) {
        float[] xy = new float[2 * HULL_POINTS];
        for (int i = 0; i < HULL_POINTS; i++) {
            double angle = 2 * Math.PI * i / HULL_POINTS;
            double down = Math.sin(angle) * (Math.sin(angle) > 0 ? EARS_TO_CHIN : EARS_TO_BROWS);
            xy[2 * i] = (float) (face.left() + face.width() * (0.5 + HALF_WIDTH * Math.cos(angle)));
            xy[2 * i + 1] = (float) (face.top() + face.height() * (EARS + down));
        }
        return new Landmarks(xy);
    }
}
