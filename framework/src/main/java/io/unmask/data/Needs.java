package io.unmask.data;

import org.jspecify.annotations.Nullable;

/**
 * What a detector needs of each sample beside picture and label.
 *
 * @param masks where fakes were manipulated
 * @param region which part of the face, from its landmarks; null for none
 * @param second whether it sees a second picture of each sample, aligned with the first
 */
public record Needs(boolean masks, @Nullable FaceRegion region, boolean second) {
    /** Picture and label alone. */
    public static final Needs NOTHING = new Needs(false, null, false);

    /** What scoring needs: the detector's inputs, and nothing that it learns from. */
    public Needs forScoring() {
        return new Needs(false, null, second);
    }
}
