package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
    @Test
    void average_movesByItsShareOfTheDifference_runningStatisticsToo() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var parameters = TinyTraining.place(new TinyTraining.Net(), manager);
            parameters.set("head.bias", new float[] {1, 0});
            parameters.set("norm.running_mean", new float[] {2, 0, 0, 0});
            var average = new WeightAverage(parameters, 0.75);
            parameters.set("head.bias", new float[] {3, 0});
            parameters.set("norm.running_mean", new float[] {4, 0, 0, 0});
            average.update(manager);
            average.during(() -> {
                assertArrayEquals(
                        new float[] {1.5f, 0},
                        parameters.get("head.bias").array().toFloatArray());
                assertEquals(2.5f, parameters.get("norm.running_mean").array().toFloatArray()[0]);
            });
            assertArrayEquals(
                    new float[] {3, 0}, parameters.get("head.bias").array().toFloatArray());
            assertEquals(4, parameters.get("norm.running_mean").array().toFloatArray()[0]);
        }
    }

    @Test
    void aConstant_staysWhatItIsToTheLastBit() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var parameters = TinyTraining.place(new TinyTraining.Net(), manager);
            float[] before = parameters.flat().toFloatArray();
            var average = new WeightAverage(parameters, 0.999);
            for (int i = 0; i < 100; i++) {
                average.update(manager);
            }
            average.during(() -> assertArrayEquals(before, parameters.flat().toFloatArray()));
        }
    }

    @Test
    void afterAFailure_theNetworkHoldsItsOwnValues() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var parameters = TinyTraining.place(new TinyTraining.Net(), manager);
            var average = new WeightAverage(parameters, 0.5);
            parameters.flat().muli(2);
            float[] own = parameters.flat().toFloatArray();
            assertThrows(
                    IllegalStateException.class,
                    () -> average.during(() -> {
                        throw new IllegalStateException();
                    }));
            assertArrayEquals(own, parameters.flat().toFloatArray());
        }
    }
}
