package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.data.HostBatch;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagingTest {
    private static final int SIDE = 64;
    private static final int PICTURES = 8;

    private static long javaBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void manyBatches_takeTheMemoryOfOne() {
        byte[] pixels = new byte[PICTURES * SIDE * SIDE * 3];
        byte[] masks = new byte[PICTURES * SIDE * SIDE];
        HostBatch batch = new HostBatch(SIDE, pixels, new int[PICTURES], masks, null, null, List.of(), 0, 0);
        try (NDManager manager = NDManager.newBaseManager()) {
            make(batch, manager);
            long before = javaBuffers();
            for (int i = 0; i < 100; i++) {
                make(batch, manager);
            }
            // Labels and rows of normalisation are small, and still new for each batch.
            assertTrue(
                    javaBuffers() - before < 10L * pixels.length,
                    "grew by " + (javaBuffers() - before) + " where a batch has " + pixels.length);
        }
    }

    private static void make(HostBatch batch, NDManager manager) {
        try (NDManager scratch = manager.newSubManager()) {
            DeviceBatch.of(batch, scratch, Normalise.HALF, DataType.FLOAT32);
        }
    }

    @Test
    void whatWasMade_staysWhatItWas_whenOtherBytesCome() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray first = staged(manager, 1, 2, 3, -1);
            NDArray longer = staged(manager, 9, 8, 7, 6, 5, 4);
            NDArray shorter = staged(manager, 0);
            assertArrayEquals(new float[] {1, 2, 3, 255}, first.toFloatArray());
            assertArrayEquals(new float[] {9, 8, 7, 6, 5, 4}, longer.toFloatArray());
            assertArrayEquals(new float[] {0}, shorter.toFloatArray());
        }
    }

    private static NDArray staged(NDManager manager, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Staging.stage(bytes, new Shape(bytes.length), manager, array -> array.toType(DataType.FLOAT32, false));
    }

    @Test
    void theBytesThemselves_cannotBeKept() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThrows(
                    IllegalStateException.class,
                    () -> Staging.stage(new byte[4], new Shape(4), manager, array -> array.reshape(2, 2)));
            assertEquals(
                    DataType.INT32,
                    Staging.stage(new byte[1], new Shape(1), manager, array -> array.toType(DataType.INT32, true))
                            .getDataType());
        }
    }
}
