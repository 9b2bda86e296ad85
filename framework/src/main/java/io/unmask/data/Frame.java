package io.unmask.data;

import org.jspecify.annotations.Nullable;

/**
 * One frame of a clip.
 *
 * @param number its number in the clip's video; 0 for a photograph
 * @param image its pixels
 * @param mask where it was manipulated (white) or not (black), same size as the image; null where unknown
 * @param second a second picture: of the same size and view, such as depth, or of something else that goes with it, such as
 *     a mel picture of its sound; null where there is none
 * @param landmarks points of the face; null where unknown
 */
public record Frame(
        int number,
        Pixels image,
        @Nullable Pixels mask,
        @Nullable Pixels second,
        @Nullable Landmarks landmarks) {
    /** A frame with no second picture. */
    public Frame(int number, Pixels image, @Nullable Pixels mask, @Nullable Landmarks landmarks) {
        this(number, image, mask, null, landmarks);
    }

    /** A frame of which nothing but its pixels is known. */
    public Frame(int number, Pixels image) {
        this(number, image, null, null);
    }
}
