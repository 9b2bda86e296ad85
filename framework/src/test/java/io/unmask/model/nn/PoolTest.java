package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static NDArray map(NDManager manager, int rows, int columns) {
        return manager.arange(rows * columns).toType(DataType.FLOAT32, false).reshape(new Shape(1, 1, rows, columns));
    }

    @Test
    void adaptiveAverage_overlapsWindowsWhereSizesDoNotDivide() {
        try (NDManager manager = NDManager.newBaseManager()) {
            // 3 to 2: windows {0, 1} and {1, 2} on both axes.
            NDArray y = Pool.adaptiveAverage(map(manager, 3, 3), 2);
            assertArrayEquals(new float[] {2, 3, 5, 6}, y.toFloatArray(), 1e-6f);
        }
    }

    @Test
    void adaptiveAverage_repeatsWhereTheInputIsSmaller() {
        try (NDManager manager = NDManager.newBaseManager()) {
            // 2 to 3: windows {0}, {0, 1}, {1}.
            NDArray y = Pool.adaptiveAverage(map(manager, 2, 2), 3);
            assertArrayEquals(new float[] {0, .5f, 1, 1, 1.5f, 2, 2, 2.5f, 3}, y.toFloatArray(), 1e-6f);
        }
    }

    @Test
    void adaptiveAverage_treatsRowsAndColumnsApart() {
        try (NDManager manager = NDManager.newBaseManager()) {
            // Rows stay, columns 4 to 2.
            NDArray y = Pool.adaptiveAverage(map(manager, 2, 4), 2);
            assertArrayEquals(new float[] {.5f, 2.5f, 4.5f, 6.5f}, y.toFloatArray(), 1e-6f);
        }
    }

    @Test
    void globalAverage_isTheMeanOfEachMap() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.arange(12).toType(DataType.FLOAT32, false).reshape(new Shape(1, 2, 2, 3));
            assertArrayEquals(new float[] {2.5f, 8.5f}, Pool.globalAverage(x).toFloatArray());
            assertEquals(new Shape(1, 2, 1, 1), Pool.globalAverageMap(x).getShape());
        }
    }
}
