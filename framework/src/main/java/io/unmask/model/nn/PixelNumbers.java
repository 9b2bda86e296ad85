package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** Reads pictures of numbers ({@link io.unmask.media.NumberPicture}). */
public final class PixelNumbers {
    /** Steps of the lower eight bits in one of the higher. */
    private static final int STEPS = 256;

    private PixelNumbers() {}

    /**
     * The numbers of each picture.
     *
     * @param pixels (N, 3, H, W), 0..1, normalised by {@code none}; another normalisation that treats all channels alike moves
     *     and stretches the numbers
     * @return (N, H · W), 0..1
     */
    public static NDArray of(NDArray pixels) {
        NDArray higher = pixels.get(new NDIndex(":, 0"));
        NDArray lower = pixels.get(new NDIndex(":, 1"));
        return higher.mul(Constant.of(STEPS))
                .add(lower)
                .div(Constant.of(STEPS + 1))
                .reshape(pixels.getShape().get(0), -1);
    }
}
