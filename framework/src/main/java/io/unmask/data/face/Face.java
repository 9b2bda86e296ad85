package io.unmask.data.face;

import io.unmask.data.Landmarks;
import org.jspecify.annotations.Nullable;

/**
 * A face found on a picture. Coordinates are pixels of that picture, x to the right, y down; the box covers columns
 * {@code left} to {@code left + width}, and may reach beyond the picture.
 *
 * @param left left edge
 * @param top upper edge
 * @param width columns, above 0
 * @param height rows, above 0
 * @param score how sure the detector is, from 0 to 1; 1 where it gives none
 * @param landmarks points of the face (five: right eye, left eye, nose, right and left corner of the mouth, right and
 *     left as seen by the person; or the 68 of 300-W); null where the detector gives none
 */
public record Face(
        double left,
        double top,
        double width,
        double height,
        double score,
        @Nullable Landmarks landmarks) {
    /** Number of pixels in the box. */
    public double area() {
        return width * height;
    }

    /** Area that two boxes share, as a share of the area that either covers: 0 (apart) to 1 (equal). */
    public double overlap(Face other) {
        double columns = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
        double rows = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
        if (columns <= 0 || rows <= 0) {
            return 0;
        }
        return columns * rows / (area() + other.area() - columns * rows);
    }

    /**
     * The face on the straight way from this one to another: box, score and, where both have as many points, landmarks.
     *
     * @param share of the way, 0 for this face to 1 for the other
     */
    public Face towards(Face other, double share) {
        return new Face(
                left + share * (other.left - left),
                top + share * (other.top - top),
                width + share * (other.width - width),
                height + share * (other.height - height),
                score + share * (other.score - score),
                towards(landmarks, other.landmarks, share));
    }

    private static @Nullable Landmarks towards(@Nullable Landmarks from, @Nullable Landmarks to, double share) {
        if (from == null || to == null || from.size() != to.size()) {
            return null;
        }
        float[] xy = new float[from.xy().length];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = (float) (from.xy()[i] + share * (to.xy()[i] - from.xy()[i]));
        }
        return new Landmarks(xy);
    }
}
