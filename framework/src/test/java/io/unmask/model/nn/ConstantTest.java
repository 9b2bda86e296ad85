package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ConstantTest {
    /** With Java's numbers in their place, these gradients are -1, NaN, 0 and the like. */
    @Test
    void gradientsSurviveThatJavaCollectsGarbage() throws Exception {
        List<UnaryOperator<NDArray>> operations = List.of(
                x -> x.mul(Constant.of(3)),
                x -> x.div(Constant.of(4.0)),
                x -> x.pow(Constant.of(2f)),
                x -> x.maximum(Constant.of(-5)));
        float[][] slopes = {{3, 3}, {0.25f, 0.25f}, {4, 8}, {1, 1}};
        for (int i = 0; i < slopes.length; i++) {
            try (NDManager manager = NDManager.newBaseManager();
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray x = manager.create(new float[] {2, 4});
                x.setRequiresGradient(true);
                NDArray y = operations.get(i).apply(x).sum();
                overwriteFreedMemory();
                collector.backward(y);
                assertArrayEquals(slopes[i], x.getGradient().toFloatArray());
            }
        }
    }

    private static void overwriteFreedMemory() throws InterruptedException {
        System.gc();
        Thread.sleep(50);
        for (int i = 0; i < 1000; i++) {
            ByteBuffer.allocateDirect(8).putLong(-1);
        }
    }

    @Test
    void aNumberTakesTheTypeOfWhatItMeets_andIsMadeOnce() {
        assertSame(Constant.of(0.5), Constant.of(0.5));
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(new float[] {1});
            assertEquals(DataType.FLOAT32, x.mul(Constant.of(0.5)).getDataType());
            assertEquals(manager, x.mul(Constant.of(2)).getManager());
        }
    }
}
