package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of Java's that arrays of the engine only borrow. DJL makes an array of Java's values by lending it a buffer, and
 * forgets that buffer when the array is closed; a graph that still needs the values would read memory that is free, as soon
 * as garbage is collected. This keeps it until the graph is gone through.
 */
final class Lent implements AutoCloseable {
    private static final Field BUFFER = buffer();

    private final List<Object> buffers = new ArrayList<>();

    private static Field buffer() {
        try {
            Field field = PtNDArray.class.getDeclaredField("dataRef");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("another DJL than 0.35.1: where does an array keep its buffer?", e);
        }
    }

    /** Takes over what is lent to the arrays of a manager and of those below it, which may be closed afterwards. */
    void keep(NDManager manager) {
        try {
            for (NDArray array : manager.getManagedArrays()) {
                Object buffer = array instanceof PtNDArray ? BUFFER.get(array) : null;
                if (buffer != null) {
                    buffers.add(buffer);
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("was made accessible", e);
        }
    }

    int size() {
        return buffers.size();
    }

    /** Lets go. */
    @Override
    public void close() {
        buffers.clear();
    }
}
