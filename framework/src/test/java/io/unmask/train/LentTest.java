package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LentTest {
    /** Without, the gradient is NaN: the table is gone with its handle. */
    @Test
    void whatIsLent_outlivesClosedArrays_untilTheBackwardPassIsOver() throws Exception {
        try (NDManager manager = NDManager.newBaseManager();
                Lent lent = new Lent();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = manager.ones(new Shape(4));
            x.setRequiresGradient(true);
            NDManager activations = manager.newSubManager();
            NDManager below = activations.newSubManager();
            NDArray loss = x.mul(activations.create(new float[] {1, 2, 3, 4}))
                    .mul(below.create(new float[] {5, 6, 7, 8}))
                    .sum();
            lent.keep(activations);
            assertEquals(2, lent.size());
            activations.close();
            System.gc();
            Thread.sleep(50);
            for (int i = 0; i < 1000; i++) {
                ByteBuffer.allocateDirect(16).putLong(-1).putLong(-1);
            }
            collector.backward(loss);
            assertArrayEquals(new float[] {5, 12, 21, 32}, x.getGradient().toFloatArray());
        }
    }
}
