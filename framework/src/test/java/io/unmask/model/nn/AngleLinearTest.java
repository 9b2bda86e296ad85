package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;

class AngleLinearTest {
    @Test
    void directionsStartWithLengthOne_andLengthsOfFeaturesDoNotCount() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var layer = new AngleLinear(3, 2);
            Parameters parameters = Parameters.place(layer, manager, DataType.FLOAT32, Seeds.of(1));
            NDArray weight = parameters.get("weight").array();
            assertArrayEquals(new float[] {1, 1}, weight.norm(new int[] {0}).toFloatArray(), 1e-6f);
            NDArray direction = weight.get(":, 0").reshape(1, 3);
            NDArray cosines = layer.forward(direction.mul(5), Pass.evaluation());
            assertEquals(1, cosines.getFloat(0, 0), 1e-6);
            assertArrayEquals(
                    layer.forward(direction, Pass.evaluation()).toFloatArray(), cosines.toFloatArray(), 1e-6f);
        }
    }
}
