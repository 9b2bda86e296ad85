package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DropoutTest {
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void values_areDroppedOrScaledUp_andRepeatWithTheSeed(DataType type) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(new Shape(10_000), type);
            Engine.getInstance().setRandomSeed(3);
            double[] first = Dropout.values(x, 0.2, Pass.training())
                    .toType(DataType.FLOAT64, false)
                    .toDoubleArray();
            int dropped = 0;
            for (double value : first) {
                assertTrue(value == 0 || Math.abs(value - 1.25) < 1e-6);
                dropped += value == 0 ? 1 : 0;
            }
            // Five standard deviations of a binomial.
            assertEquals(2000, dropped, 200);
            Engine.getInstance().setRandomSeed(3);
            double[] again = Dropout.values(x, 0.2, Pass.training())
                    .toType(DataType.FLOAT64, false)
                    .toDoubleArray();
            assertArrayEquals(first, again);
            assertSame(x, Dropout.values(x, 0.2, Pass.evaluation()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void samples_areDroppedWhole(DataType type) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(1);
            NDArray x = manager.ones(new Shape(400, 2, 3, 3), type);
            double[] y = Dropout.samples(x, 0.5, Pass.training())
                    .toType(DataType.FLOAT64, false)
                    .toDoubleArray();
            int kept = 0;
            for (int sample = 0; sample < 400; sample++) {
                double value = y[sample * 18];
                for (int i = 0; i < 18; i++) {
                    assertEquals(value, y[sample * 18 + i]);
                }
                assertTrue(value == 0 || value == 2);
                kept += value == 2 ? 1 : 0;
            }
            assertEquals(200, kept, 50);
        }
    }
}
