package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SameConv2dTest {
    /** How many pixels of a square of ones each window sees. */
    private static NDArray ones(NDManager manager, int side, int kernel, int stride, int nominal) {
        var conv = new SameConv2d(1, 1, kernel, stride, 1, nominal);
        Parameters parameters = Parameters.allocate(conv, manager, DataType.FLOAT32);
        float[] weight = new float[kernel * kernel];
        Arrays.fill(weight, 1);
        parameters.set("weight", weight);
        return conv.forward(manager.ones(new Shape(1, 1, side, side)), Pass.evaluation());
    }

    @Test
    void oddPixelOfPadding_goesRightAndBelow() {
        try (NDManager manager = NDManager.newBaseManager()) {
            // 4 pixels, kernel 3, stride 2: one zero in all, so only the last window sees it.
            NDArray y = ones(manager, 4, 3, 2, SameConv2d.DYNAMIC);
            assertArrayEquals(new float[] {9, 6, 6, 4}, y.toFloatArray());
        }
    }

    @Test
    void evenPadding_isSharedByBothSides() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray y = ones(manager, 3, 3, 2, SameConv2d.DYNAMIC);
            assertArrayEquals(new float[] {4, 4, 4, 4}, y.toFloatArray());
        }
    }

    @Test
    void nominalSide_fixesThePaddingWhateverTheInput() {
        try (NDManager manager = NDManager.newBaseManager()) {
            // A nominal 4 pads one zero at the end: 2 real pixels and the zero make one window, which sees 4 ones.
            assertEquals(new Shape(1, 1, 1, 1), ones(manager, 2, 3, 2, 4).getShape());
            assertArrayEquals(new float[] {4}, ones(manager, 2, 3, 2, 4).toFloatArray());
        }
    }

    @Test
    void rowsAndColumns_padApart() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var conv = new SameConv2d(1, 1, 3, 2, 1, SameConv2d.DYNAMIC);
            Parameters.allocate(conv, manager, DataType.FLOAT32);
            NDArray y = conv.forward(manager.ones(new Shape(1, 1, 5, 8)), Pass.evaluation());
            assertEquals(new Shape(1, 1, 3, 4), y.getShape());
        }
    }
}
