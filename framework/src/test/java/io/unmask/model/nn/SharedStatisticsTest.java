package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedStatisticsTest {
    /** A mean a thousand deviations from 0, 400,000 values a channel: in float32, as right as a sum in double precision. */
    @Test
    void varianceOfManyValuesFarFromZero_isRight() {
        int side = 224;
        var random = Seeds.of(2).stream("values");
        float[] values = new float[8 * side * side];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (1000 + random.nextNormal());
            sum += values[i];
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            List<BatchNorm> copies = new ArrayList<>();
            SharedStatistics statistics = new SharedStatistics(() -> {});
            List<Runnable> passes = new ArrayList<>();
            NDArray x = manager.create(values, new Shape(8, 1, side, side));
            for (String share : List.of("0:5", "5:8")) {
                BatchNorm norm = new BatchNorm(1, 1e-5, 1);
                Parameters.place(norm, manager, DataType.FLOAT32, Seeds.of(1));
                copies.add(norm);
                statistics.join(norm);
                passes.add(() -> norm.forward(x.get(share), Pass.training()));
            }
            statistics.run(passes);
            for (BatchNorm norm : copies) {
                var state = norm.parameters();
                assertEquals(mean, state.get("running_mean").array().toFloatArray()[0], 1e-4);
                double unbiased = squares / (values.length - 1);
                assertEquals(unbiased, state.get("running_var").array().toFloatArray()[0], 1e-6 * unbiased);
            }
        }
    }

    /** Half precision comes out as it went in, with statistics in single precision. */
    @Test
    void halfPrecision_isNormalisedInSinglePrecision() {
        try (NDManager manager = NDManager.newBaseManager()) {
            SharedStatistics statistics = new SharedStatistics(() -> {});
            List<NDArray> results = new ArrayList<>();
            List<Runnable> passes = new ArrayList<>();
            NDArray x =
                    manager.create(new float[] {1, 2, 3, 4}, new Shape(4, 1)).toType(DataType.FLOAT16, false);
            for (String share : List.of("0:2", "2:4")) {
                BatchNorm norm = new BatchNorm(1);
                Parameters.place(norm, manager, DataType.FLOAT32, Seeds.of(1));
                statistics.join(norm);
                passes.add(() -> results.add(norm.forward(x.get(share), Pass.training())));
            }
            statistics.run(passes);
            float[] expected = {-1.3416f, -0.4472f, 0.4472f, 1.3416f};
            for (int i = 0; i < 2; i++) {
                assertEquals(DataType.FLOAT16, results.get(i).getDataType());
                assertArrayEquals(
                        new float[] {expected[2 * i], expected[2 * i + 1]},
                        results.get(i).toType(DataType.FLOAT32, false).toFloatArray(),
                        1e-3f);
            }
        }
    }

    /** What brings values to another device, here from the CPU to itself. */
    @Test
    void valuesGoAcrossWithTheirGradient() {
        try (NDManager manager = NDManager.newBaseManager();
                NDManager other = manager.newSubManager()) {
            NDArray x = manager.create(new float[] {1, 2, 3});
            x.setRequiresGradient(true);
            assertSame(x, Across.to(x, other));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray copy = Across.copy(x, other);
                assertNotSame(x, copy);
                assertSame(other, copy.getManager());
                collector.backward(copy.square().sum());
            }
            assertArrayEquals(new float[] {2, 4, 6}, x.getGradient().toFloatArray());
        }
    }
}
