package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.unmask.random.Seeds;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticTest {
    private static final float HALF_STEP = 1f / 1024;

    private final NDManager manager = NDManager.newBaseManager();

    private NDArray gradient(NDArray x, UnaryOperator<NDArray> function) {
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(function.apply(x).sum());
        }
        return x.getGradient();
    }

    @Test
    void aCast_roundsToTheNearestAndHasAGradient() {
        NDArray x = manager.create(new float[] {1 + HALF_STEP / 4, -3, 70_000, 1e-9f});
        NDArray half = Cast.to(x, DataType.FLOAT16);
        assertEquals(DataType.FLOAT16, half.getDataType());
        assertArrayEquals(
                new float[] {1, -3, Float.POSITIVE_INFINITY, 0},
                Cast.to(half, DataType.FLOAT32).toFloatArray());
        NDArray y = manager.create(new float[] {1, 2, 3});
        NDArray slope = gradient(
                y,
                v -> Cast.to(Cast.to(v, DataType.FLOAT16).mul(v), DataType.FLOAT32)
                        .mul(10));
        assertEquals(DataType.FLOAT32, slope.getDataType());
        assertArrayEquals(new float[] {20, 40, 60}, slope.toFloatArray());
    }

    @Test
    void aGradientBeyondHalfPrecision_isInfinite() {
        NDArray x = manager.create(new float[] {1});
        NDArray slope = gradient(
                x, v -> Cast.to(Cast.to(v, DataType.FLOAT16), DataType.FLOAT32).mul(70_000));
        assertEquals(Float.POSITIVE_INFINITY, slope.getFloat(0));
    }

    @Test
    void theSameType_isTheSameArray_andBfloat16NeverReachesTheEngine() {
        NDArray x = manager.ones(new Shape(2));
        assertSame(x, Cast.to(x, DataType.FLOAT32));
        assertThrows(IllegalArgumentException.class, () -> Cast.to(x, DataType.BFLOAT16));
    }

    /** What the CPU computes on rounded float32 values is what float16 arrays give, which a GPU computes on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void roundedValues_standForHalfPrecision(int groups) {
        Conv2d conv = Conv2d.of(4, 8, 3).padding(1).groups(groups).build();
        Parameters parameters = Parameters.place(conv, manager, DataType.FLOAT32, Seeds.of(1));
        NDArray x = manager.randomNormal(new Shape(2, 4, 6, 6));
        float[][] results = new float[2][];
        float[][] slopes = new float[2][];
        for (int way = 0; way < 2; way++) {
            boolean directly = way == 1;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y = Arithmetic.half(
                        x,
                        parameters.get("weight").array(),
                        parameters.get("bias").array(),
                        (input, weight, bias) -> ai.djl.nn.convolutional.Conv2d.conv2d(
                                        input, weight, bias, new Shape(1, 1), new Shape(1, 1), new Shape(1, 1), groups)
                                .singletonOrThrow(),
                        directly);
                assertEquals(DataType.FLOAT16, y.getDataType());
                NDArray full = Cast.to(y, DataType.FLOAT32);
                results[way] = full.toFloatArray();
                collector.backward(full.mul(full).sum());
            }
            slopes[way] = parameters.gradients(manager).toFloatArray();
        }
        assertArrayEquals(results[0], results[1], 2 * HALF_STEP);
        assertArrayEquals(slopes[0], slopes[1], 40 * HALF_STEP);
    }

    @ParameterizedTest
    @EnumSource(Arithmetic.class)
    void onlyTrainingIsInHalfPrecision(Arithmetic arithmetic) {
        Linear layer = new Linear(50, 3);
        Parameters.place(layer, manager, DataType.FLOAT32, Seeds.of(1));
        NDArray x = manager.randomNormal(new Shape(4, 50));
        float[] full = layer.forward(x, Pass.training()).toFloatArray();
        layer.compute(arithmetic);
        assertArrayEquals(full, layer.forward(x, Pass.evaluation()).toFloatArray());
        NDArray trained = layer.forward(x, Pass.training());
        assertEquals(arithmetic == Arithmetic.HALF_INSIDE ? DataType.FLOAT16 : DataType.FLOAT32, trained.getDataType());
        float[] values = Cast.outOfHalf(trained).toFloatArray();
        assertArrayEquals(full, values, 4 * HALF_STEP);
        if (arithmetic != Arithmetic.FULL) {
            assertNotEquals(full[0], values[0]);
        }
    }

    @Test
    void halfPrecisionLeavesNothingWithTheNetwork() {
        Conv2d conv = Conv2d.of(3, 4, 3).build();
        Parameters.place(conv, manager, DataType.FLOAT32, Seeds.of(1));
        conv.compute(Arithmetic.HALF_INSIDE);
        int before = manager.getParentManager() == null
                ? 0
                : manager.getManagedArrays().size();
        for (int step = 0; step < 3; step++) {
            try (NDManager scratch = manager.newSubManager()) {
                conv.forward(scratch.ones(new Shape(1, 3, 5, 5)), Pass.training());
            }
        }
        assertEquals(before, manager.getManagedArrays().size());
    }
}
