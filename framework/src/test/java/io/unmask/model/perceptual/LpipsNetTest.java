package io.unmask.model.perceptual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.Parameters;
import org.junit.jupiter.api.Test;

/** Against the same network written out in NumPy in float64, with weights and pictures that any program can make. */
class LpipsNetTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 48;
    private static final double NUMPY = 0.7283806598122136;

    /** ((7919 i + 104729 n) mod 2003) / 1001 - 1, times a scale. */
    private static float[] weights(int number, long size, double scale, boolean positive) {
        float[] values = new float[(int) size];
        for (int i = 0; i < values.length; i++) {
            double value = ((i * 7919L + number * 104729L) % 2003 / 1001.0 - 1) * scale;
            values[i] = (float) (positive ? Math.abs(value) : value);
        }
        return values;
    }

    private static Parameters filled(LpipsNet net, NDManager manager) {
        Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);
        int[] layers = {0, 3, 6, 8, 10};
        for (int i = 0; i < layers.length; i++) {
            String name = "features." + layers[i];
            long[] shape = parameters.get(name + ".weight").shape();
            double scale = 1 / Math.sqrt((double) (shape[1] * shape[2] * shape[3]));
            long size = parameters.get(name + ".weight").size();
            parameters.set(name + ".weight", weights(i, size, scale, false));
            parameters.set(name + ".bias", weights(10 + i, shape[0], 0.1, false));
            parameters.set("lin" + i + ".model.1.weight", weights(20 + i, shape[0], 1, true));
        }
        return parameters;
    }

    private static NDArray picture(NDManager manager, int number) {
        float[] values = new float[3 * HEIGHT * WIDTH];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    int value = x * (3 + number) + y * (5 + c) + x * y * (number + c) / 7;
                    values[(c * HEIGHT + y) * WIDTH + x] = value % 256 / 255f;
                }
            }
        }
        return manager.create(values, new Shape(1, 3, HEIGHT, WIDTH));
    }

    @Test
    void theDistance_isThatOfNumPy_equalBothWays_andNothingForEqualPictures() {
        try (NDManager manager = NDManager.newBaseManager()) {
            LpipsNet net = new LpipsNet();
            filled(net, manager);
            NDArray first = picture(manager, 1);
            NDArray second = picture(manager, 2);
            float there = net.distance(first, second).toFloatArray()[0];
            assertEquals(NUMPY, there, 1e-4);
            assertEquals(there, net.distance(second, first).toFloatArray()[0], 1e-6);
            assertEquals(0, net.distance(first, first).toFloatArray()[0], 1e-9);
            assertTrue(there > 0.1);
        }
    }
}
