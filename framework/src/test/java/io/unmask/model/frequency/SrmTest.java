package io.unmask.model.frequency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SrmTest {
    @Test
    void thirtyDifferentKernels_eachSumToZero() {
        List<double[]> all = SrmKernels.thirty();
        assertEquals(
                30,
                all.stream().map(Arrays::toString).collect(Collectors.toSet()).size());
        all.forEach(kernel -> assertEquals(0, Arrays.stream(kernel).sum()));
        // A third difference to the north-east, the left half of the large square: numbers of the official bank.
        assertArrayEquals(
                new double[] {0, 0, 0, 0, -1, 0, 0, 0, 3, 0, 0, 0, -3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0},
                all.get(13));
        assertArrayEquals(
                new double[] {-1, 2, -2, 0, 0, 2, -6, 8, 0, 0, -2, 8, -12, 0, 0, 2, -6, 8, 0, 0, -1, 2, -2, 0, 0},
                all.get(29));
    }

    @Test
    void simple_sumsOverColoursAndCutsOff() {
        try (NDManager manager = NDManager.newBaseManager()) {
            SrmSimple srm = new SrmSimple(3, false);
            Parameters.place(srm, manager, DataType.FLOAT32, Seeds.of(1));
            NDArray dot = manager.zeros(new Shape(1, 3, 5, 5));
            dot.set(new ai.djl.ndarray.index.NDIndex("0, :, 2, 2"), 0.5f);
            float[] found = srm.forward(dot, Pass.evaluation()).toFloatArray();
            assertEquals(-1.5f, found[12]);
            assertEquals(0.75f, found[11]);
            assertEquals(-1.5f, found[25 + 12]);
            assertEquals(1.5 / 12, -found[25], 1e-7);
            assertEquals(0.75f, found[50 + 11]);
            assertEquals(0, found[50 + 7]);
            float[] bright = srm.forward(dot.mul(100), Pass.evaluation()).toFloatArray();
            assertEquals(-3, bright[12]);
            assertEquals(3, bright[11]);
        }
    }

    @Test
    void separate_ordersItsKernelsInBlocks() {
        SrmSeparate srm = new SrmSeparate(2, 4, false);
        float[] kernel = srm.parameters().get("kernel").init().values(new long[] {6, 1, 5, 5}, Seeds.of(1).stream("x"));
        float[] centres = new float[6];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = kernel[i * 25];
        }
        // Only the second kernel has a value in its corner.
        assertArrayEquals(new float[] {0, 0, -1 / 12f, -1 / 12f, 0, 0}, centres);
    }
}
