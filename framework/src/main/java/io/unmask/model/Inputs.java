package io.unmask.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What a detector sees of a batch.
 *
 * @param images (N, 3, H, W), normalised
 * @param second (N, 3, H, W), normalised: a second picture of each sample, such as depth, aligned with the first, or of
 *     another side; null unless the detector asked for it
 * @param apart whether second pictures show something else than the first, so that no change of places goes for both
 */
public record Inputs(NDArray images, @Nullable NDArray second, boolean apart) {
    /** Second pictures, if any, are aligned with the first. */
    public Inputs(NDArray images, @Nullable NDArray second) {
        this(images, second, false);
    }

    /** Pictures alone. */
    public Inputs(NDArray images) {
        this(images, null, false);
    }

    /** The same with other pictures. */
    public Inputs with(NDArray others) {
        return new Inputs(others, second, apart);
    }
}
