package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Conv3dTest {
    /** How many places of a clip of ones each window sees. */
    private static NDArray seen(NDManager manager, Conv3d.Spec spec, Extent kernel, Shape clip) {
        Conv3d conv = spec.build();
        Parameters parameters = Parameters.allocate(conv, manager, DataType.FLOAT32);
        float[] ones = new float[kernel.size()];
        Arrays.fill(ones, 1);
        parameters.set("weight", ones);
        return conv.forward(manager.ones(clip), Pass.evaluation());
    }

    @Test
    void samePadding_putsTheOddZeroAfter() {
        try (NDManager manager = NDManager.newBaseManager()) {
            // 8 frames, kernel 7, stride 2: 5 zeros, two before and three after.
            Extent kernel = new Extent(7, 1);
            NDArray y = seen(
                    manager, Conv3d.of(1, 1, kernel).stride(new Extent(2, 1)).same(), kernel, new Shape(1, 1, 8, 1, 1));
            assertArrayEquals(new float[] {5, 7, 6, 4}, y.toFloatArray());
        }
    }

    @Test
    void timeRowsAndColumns_padApart() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Extent kernel = Extent.cube(3);
            Conv3d.Spec spec = Conv3d.of(1, 1, kernel).stride(new Extent(1, 2)).same();
            NDArray y = seen(manager, spec, kernel, new Shape(1, 1, 2, 4, 5));
            assertEquals(new Shape(1, 1, 2, 2, 3), y.getShape());
            // Two frames; rows 3 and 2 of 4; columns 2, 3 and 2 of 5.
            float[] frame = {12, 18, 12, 8, 12, 8};
            float[] both = Arrays.copyOf(frame, 12);
            System.arraycopy(frame, 0, both, 6, 6);
            assertArrayEquals(both, y.toFloatArray());
        }
    }

    @Test
    void framesTakenApart_comeTogetherAgain() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray clips = manager.arange(2f * 3 * 4 * 5 * 5).reshape(2, 3, 4, 5, 5);
            NDArray apart = Frames.apart(clips);
            assertArrayEquals(
                    clips.get("1, :, 2").toFloatArray(), apart.get("6").toFloatArray());
            assertEquals(clips, Frames.together(apart, 4));
        }
    }
}
