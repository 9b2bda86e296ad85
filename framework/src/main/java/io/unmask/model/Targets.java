package io.unmask.model;

import ai.djl.ndarray.NDArray;
import io.unmask.config.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * What a batch really is.
 *
 * @param labels (N, 2) class probabilities that sum to 1: one-hot unless pictures or labels were mixed or smoothed
 * @param masks (N, 1, H, W), 1 where manipulated; null unless the detector asked for them
 * @param regions (N, 1, H, W), 1 in the part of the face that the detector asked for; null otherwise
 */
public record Targets(
        NDArray labels, @Nullable NDArray masks, @Nullable NDArray regions) {
    /** Labels alone. */
    public Targets(NDArray labels) {
        this(labels, null, null);
    }

    /**
     * The masks.
     *
     * @param reader what needs them, for the message: {@code loss mask_cross_entropy}
     * @throws BadInputException if the batch has none
     */
    public NDArray requireMasks(String reader) {
        if (masks == null) {
            throw new BadInputException(reader + ": needs masks, but the detector's batches have none");
        }
        return masks;
    }

    /**
     * The class of each picture, (N), 0 real or 1 fake, of the type of the labels.
     *
     * @param reader what needs whole classes, for the message
     * @throws BadInputException if pictures were mixed, so that labels lie between the classes
     */
    public NDArray requireHard(String reader) {
        NDArray fake = labels.get(":, 1");
        if (fake.round()
                        .sub(fake)
                        .abs()
                        .max()
                        .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
                        .getFloat()
                > 0) {
            throw new BadInputException(reader + ": compares pictures by their class and so needs whole labels;"
                    + " take it out, or take out mix_up, cut_mix and label smoothing");
        }
        return fake;
    }
}
