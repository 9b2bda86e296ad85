package io.unmask.model;

import ai.djl.ndarray.NDArray;
import io.unmask.config.BadInputException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a batch really is.
 *
 * @param labels (N, 2) class probabilities that sum to 1: one-hot unless pictures or labels were mixed or smoothed
 * @param masks (N, 1, H, W), 1 where manipulated; null unless the detector asked for them
 * @param regions (N, 1, H, W), 1 in the part of the face that the detector asked for; null otherwise
 * @param maskMix the masks of the pictures that these were blended with; null where none were
 */
public record Targets(
        NDArray labels,
        @Nullable NDArray masks,
        @Nullable NDArray regions,
        @Nullable MaskMix maskMix) {
    /**
     * The masks of blended pictures' partners.
     *
     * @param partners (N, 1, H, W)
     * @param shares how much each picture's own mask counts, 0..1
     */
    public record MaskMix(NDArray partners, double[] shares) {}

    /** Labels alone. */
    public Targets(NDArray labels) {
        this(labels, null, null, null);
    }

    /** Pictures that were not blended. */
    public Targets(NDArray labels, @Nullable NDArray masks, @Nullable NDArray regions) {
        this(labels, masks, regions, null);
    }

    /**
     * A loss on masks: where pictures were blended, the loss on each picture's own mask and on its partner's, weighted
     * by their shares.
     *
     * @param reader what asks, for the message
     * @param lossOf from masks (N, 1, H, W) to a scalar
     * @throws BadInputException if the batch has no masks, or every picture was blended by a share of its own
     */
    public NDArray maskLoss(String reader, UnaryOperator<NDArray> lossOf) {
        NDArray own = lossOf.apply(requireMasks(reader));
        if (maskMix == null) {
            return own;
        }
        double share = maskMix.shares[0];
        for (double other : maskMix.shares) {
            if (other != share) {
                throw new BadInputException(
                        reader + ": weighs masks by one share a batch; set mix_up.per_sample to false");
            }
        }
        // As floats: a scalar times a double would become a double.
        NDArray ofOwn = own.getManager().create((float) share);
        NDArray ofPartner = own.getManager().create((float) (1 - share));
        return own.mul(ofOwn).add(lossOf.apply(maskMix.partners).mul(ofPartner));
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
