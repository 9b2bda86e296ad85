package io.unmask.train.precision;

import ai.djl.Device;
import io.unmask.config.BadInputException;
import io.unmask.config.Family;
import io.unmask.model.nn.Arithmetic;

/**
 * The numbers that training computes with. Weights, the optimiser, BatchNorm, softmax, losses and every score that is
 * written are float32 in all of them.
 */
@Family(
        value = "precision",
        missing = "bf16 is not offered: the engine, DJL 0.35.1, ends the process when it makes a bfloat16 array;"
                + " fp16 is the half precision that works")
public interface Precision {
    /** How convolutions and linear layers compute while training. */
    default Arithmetic arithmetic() {
        return Arithmetic.FULL;
    }

    /** The loss scale of the first update; {@link LossScale#NONE} where small gradients survive without. */
    default LossScale lossScale() {
        return LossScale.NONE;
    }

    /**
     * The loss scale of the next update.
     *
     * @param now that of this one
     * @param overflowed whether a gradient of this one was infinite or not a number
     */
    default LossScale after(LossScale now, boolean overflowed) {
        return now;
    }

    /** Whether gradients can overflow at a scale of the loss, so that an update is made only when they are finite. */
    default boolean scales() {
        return !lossScale().equals(LossScale.NONE);
    }

    /** Whether float32 products on a GPU are rounded to TensorFloat-32 first. */
    default boolean roundsProducts() {
        return false;
    }

    /**
     * Does nothing where a device can compute so.
     *
     * @throws BadInputException if it cannot
     */
    default void require(Device device) {}
}
