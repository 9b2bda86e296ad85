package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The frames of clips as single pictures, for what looks at one at a time. */
public final class Frames {
    private static final int CLIP = 5;

    private Frames() {}

    /** Whether it is one of clips, (N, C, T, H, W). */
    public static boolean areTogether(NDArray x) {
        return x.getShape().dimension() == CLIP;
    }

    /** (N, C, T, H, W) to (N · T, C, H, W), the frames of a clip one after another. */
    public static NDArray apart(NDArray clips) {
        Shape shape = clips.getShape();
        return clips.transpose(0, 2, 1, 3, 4).reshape(-1, shape.get(1), shape.get(3), shape.get(4));
    }

    /** (N · T, C, H, W) to (N, C, T, H, W): what {@link #apart} took apart. */
    public static NDArray together(NDArray pictures, long frames) {
        Shape shape = pictures.getShape();
        return pictures.reshape(-1, frames, shape.get(1), shape.get(2), shape.get(3))
                .transpose(0, 2, 1, 3, 4);
    }
}
