package io.unmask.train.precision;

/**
 * What the loss is multiplied by before the backward pass, and what is remembered to adapt it.
 *
 * @param value the scale
 * @param steady updates since it last changed
 * @param skipped updates that were left out since a gradient was infinite or not a number
 */
public record LossScale(double value, int steady, long skipped) {
    /** No scale: the gradients are taken as they come. */
    public static final LossScale NONE = new LossScale(1, 0, 0);

    /** Below it nothing is left to try: 2^-14, the smallest normal float16. */
    public static final double LOWEST = 0x1p-14;

    /** The largest that leaves room for a loss above it in float32. */
    static final double HIGHEST = 0x1p100;
}
