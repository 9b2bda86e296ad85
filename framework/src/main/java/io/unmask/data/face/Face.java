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
}
