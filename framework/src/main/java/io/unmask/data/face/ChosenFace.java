package io.unmask.data.face;

import org.jspecify.annotations.Nullable;

/**
 * The face of one frame of a video.
 *
 * @param frame its number in the video
 * @param face the face, smoothed where that was asked for; null where the frame has none
 * @param outcome where the face is from, or why there is none
 */
public record ChosenFace(int frame, @Nullable Face face, Outcome outcome) {
    /** How a frame came to its face. */
    public enum Outcome {
        /** It was found on this frame. */
        FOUND,
        /** It was not found here; it lies between where it was before and after. */
        INTERPOLATED,
        /** No face was found. */
        NO_FACE,
        /** Faces were found, none of them the one that was chosen. */
        OTHER_FACE
    }
}
