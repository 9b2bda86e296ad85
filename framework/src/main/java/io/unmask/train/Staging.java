package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Native memory that bytes pass through on their way to the engine, one piece a thread, used again and again. DJL would take
 * new memory from Java for each array and leave it to the collector of garbage, which knows nothing of its size: a training
 * with little garbage held gigabytes of old batches.
 */
final class Staging {
    private static final ThreadLocal<Staging> OF_THREAD = ThreadLocal.withInitial(Staging::new);

    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    private Staging() {}

    /** What is to be made of bytes, which are gone when it returns: something of another type, in memory of its own. */
    @FunctionalInterface
    interface Use {
        /** Makes it. */
        NDArray of(NDArray bytes);
    }

    /** Lays bytes out as an array of that shape, on the manager's device, for as long as it takes to make another of them. */
    static NDArray stage(byte[] bytes, Shape shape, NDManager manager, Use use) {
        return OF_THREAD.get().staged(bytes, shape, manager, use);
    }

    private NDArray staged(byte[] bytes, Shape shape, NDManager manager, Use use) {
        if (memory.capacity() < bytes.length) {
            memory = ByteBuffer.allocateDirect(bytes.length);
        }
        memory.clear().put(bytes).flip();
        try (NDArray array = manager.create(memory, shape, DataType.UINT8)) {
            NDArray made = use.of(array);
            if (made.getDataType() == DataType.UINT8) {
                throw new IllegalStateException(
                        "bytes must not outlive their staging: " + Arrays.toString(shape.getShape()));
            }
            return made;
        }
    }
}
