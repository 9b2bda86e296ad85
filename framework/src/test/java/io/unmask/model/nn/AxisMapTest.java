package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.CheckException;
import org.junit.jupiter.api.Test;

/** Expected values are those of torch.nn.functional on the row 0, 1, 4, 9. */
class AxisMapTest {
    private static final float[] SQUARES = {0, 1, 4, 9};

    private static float[] mapped(AxisMap columns) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(SQUARES, new Shape(1, 1, 1, 4));
            return AxisMap.apply(x, AxisMap.nearest(1, 1), columns).toFloatArray();
        }
    }

    @Test
    void linear_withAlignedCorners_keepsTheEnds() {
        assertArrayEquals(new float[] {0, 0.5f, 1, 2.5f, 4, 6.5f, 9}, mapped(AxisMap.linear(4, 7, true)), 1e-6f);
        assertArrayEquals(new float[] {0, 9}, mapped(AxisMap.linear(4, 2, true)), 1e-6f);
    }

    @Test
    void linear_withoutAlignedCorners_samplesBetweenCentres() {
        assertArrayEquals(
                new float[] {0, 0.25f, 0.75f, 1.75f, 3.25f, 5.25f, 7.75f, 9},
                mapped(AxisMap.linear(4, 8, false)),
                1e-6f);
        assertArrayEquals(new float[] {0.5f, 6.5f}, mapped(AxisMap.linear(4, 2, false)), 1e-6f);
    }

    @Test
    void nearest_takesTheFloor() {
        assertArrayEquals(new float[] {0, 0, 1, 4, 4, 9}, mapped(AxisMap.nearest(4, 6)), 0);
        assertArrayEquals(new float[] {0, 1, 4}, mapped(AxisMap.nearest(4, 3)), 0);
    }

    @Test
    void padding_repeatsOrMirrors() {
        assertArrayEquals(new float[] {0, 0, 1, 4, 9, 9, 9}, mapped(AxisMap.replicatePadded(4, 1, 2)), 0);
        assertArrayEquals(new float[] {4, 1, 0, 1, 4, 9, 4}, mapped(AxisMap.reflectPadded(4, 2, 1)), 0);
        assertThrows(CheckException.class, () -> AxisMap.reflectPadded(4, 4, 0));
    }

    @Test
    void filter_mirrorsAtTheBorders_asOftenAsItTakes() {
        assertArrayEquals(
                new float[] {0.5f, 1.5f, 4.5f, 6.5f}, mapped(AxisMap.filtered(4, new double[] {.25, .5, .25})), 1e-6f);
        // Ten pixels to the left: 0 1 4 9 4 1 0 1 4 9 4 1.
        double[] far = new double[21];
        far[0] = 1;
        assertArrayEquals(new float[] {4, 9, 4, 1}, mapped(AxisMap.filtered(4, far)), 0);
        assertThrows(CheckException.class, () -> AxisMap.filtered(4, new double[2]));
    }

    @Test
    void adaptiveAverage_hasOverlappingWindows() {
        assertArrayEquals(new float[] {0.5f, 2.5f, 6.5f}, mapped(AxisMap.adaptiveAverage(4, 3)), 1e-6f);
    }
}
