package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What a batch really is.
 *
 * @param labels (N, 2) class probabilities that sum to 1: one-hot unless pictures or labels were mixed or smoothed
 * @param masks (N, 1, H, W), 1 where manipulated; null when the data has none
 */
public record Targets(NDArray labels, @Nullable NDArray masks) {}
