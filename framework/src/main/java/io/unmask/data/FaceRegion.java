package io.unmask.data;

import io.unmask.media.Image;

/** A part of a face, as the box around its points among the 68 of 300-W. */
public enum FaceRegion {
    /** Lips, points 48 to 67. */
    MOUTH(48, 67),
    /** Ridge and tip of the nose, points 27 to 34. */
    NOSE(27, 34),
    /** Both eyes, points 36 to 47. */
    EYES(36, 47);

    private static final int POINTS = 68;

    private final int firstPoint;
    private final int lastPoint;

    FaceRegion(int firstPoint, int lastPoint) {
        this.firstPoint = firstPoint;
        this.lastPoint = lastPoint;
    }

    /** Whether a face's points hold this part. */
    public static boolean isKnownIn(Landmarks points) {
        return points.size() == POINTS;
    }

    /**
     * The part as a mask: 255 inside the box around its points, widened on all sides, and 0 outside.
     *
     * @param marginPixels how much wider than its points
     * @return one channel
     */
    public Image mask(Landmarks points, int width, int height, int marginPixels) {
        Landmarks.Bounds part = points.bounds(firstPoint, lastPoint);
        Image mask = Image.blank(width, height, 1);
        int firstColumn = Math.max(0, Math.round(part.left()) - marginPixels);
        int lastColumn = Math.min(width - 1, Math.round(part.right()) + marginPixels);
        for (int y = Math.max(0, Math.round(part.top()) - marginPixels);
                y <= Math.min(height - 1, Math.round(part.bottom()) + marginPixels);
                y++) {
            for (int x = firstColumn; x <= lastColumn; x++) {
                mask.pixels()[y * width + x] = (byte) 255;
            }
        }
        return mask;
    }
}
