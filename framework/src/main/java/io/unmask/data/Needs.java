package io.unmask.data;

import org.jspecify.annotations.Nullable;

/**
 * What a detector needs of each sample beside picture and label.
 *
 * @param masks where fakes were manipulated
 * @param region which part of the face, from its landmarks; null for none
 * @param second whether it sees a second picture of each sample
 * @param secondSide side in pixels of second pictures that show something else than the first, as a mel picture of its sound
 *     does; null where both are of one view, aligned and of the same side
 */
public record Needs(
        boolean masks,
        @Nullable FaceRegion region,
        boolean second,
        @Nullable Integer secondSide) {
    /** Picture and label alone. */
    public static final Needs NOTHING = new Needs(false, null, false);

    /** Second pictures, if any, are aligned with the first. */
    public Needs(boolean masks, @Nullable FaceRegion region, boolean second) {
        this(masks, region, second, null);
    }

    /** The same inputs and masks alone, or nothing beside the inputs. */
    public Needs withMasks(boolean wanted) {
        return new Needs(wanted, null, second, secondSide);
    }

    /** What scoring needs: the detector's inputs, and nothing that it learns from. */
    public Needs forScoring() {
        return withMasks(false);
    }
}
