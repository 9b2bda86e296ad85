package io.unmask.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What a detector sees of a batch.
 *
 * @param images (N, 3, H, W), normalised
 * @param second (N, 3, H, W), normalised: a second picture of each sample, such as depth, aligned with the first;
 *     null unless the detector asked for it
 */
public record Inputs(NDArray images, @Nullable NDArray second) {
    /** Pictures alone. */
    public Inputs(NDArray images) {
        this(images, null);
    }
}
