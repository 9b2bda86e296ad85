package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A named tensor of a network. It has a shape and a way to start from the beginning, and an array only
 * once {@link Parameters} has placed the network on a device.
 */
public final class Parameter {
    /** What a tensor is to training. */
    public enum Kind {
        /** The optimiser changes it. */
        TRAINED,
        /** The forward pass changes it (running statistics), or nobody does (fixed kernels); saved all the same. */
        BUFFER,
        /** A 64-bit counter, such as {@code num_batches_tracked}. */
        COUNTER
    }

    private static final int KERNEL_AXES = 4;

    private final Kind kind;
    private final long[] shape;
    private final Init init;
    private @Nullable NDArray array;
    private boolean planes;
    /** Where its stretch of the flat vector begins; of no meaning for buffers. */
    long flatBegin;

    Parameter(Kind kind, Init init, long... shape) {
        this.kind = kind;
        this.init = init;
        this.shape = shape.clone();
    }

    /** What the tensor is to training. */
    public Kind kind() {
        return kind;
    }

    /** Whether the optimiser changes it. */
    public boolean isTrained() {
        return kind == Kind.TRAINED;
    }

    /** Its shape; empty for a scalar. */
    public long[] shape() {
        return shape.clone();
    }

    /** How it starts. */
    public Init init() {
        return init;
    }

    /** Number of elements. */
    public long size() {
        long size = 1;
        for (long side : shape) {
            size *= side;
        }
        return size;
    }

    /** The array on the device; a trained one is a view into the flat store, with gradients on. */
    public NDArray array() {
        if (array == null) {
            throw new IllegalStateException("the network was not placed on a device: call Parameters.place first");
        }
        return array;
    }

    /**
     * The same values on another manager, for what is computed from the parameter alone: on its own manager such results
     * would pile up. Gradients flow back to it.
     */
    public NDArray on(NDManager manager) {
        NDArray own = array();
        return manager.zeros(own.getShape(), own.getDataType(), own.getDevice()).add(own);
    }

    void bind(NDArray placed) {
        array = placed;
    }

    /** The parameter in its own shape as a view of its stretch of a flat vector. */
    NDArray fromStretch(NDArray stretch) {
        if (!isKernel()) {
            return stretch.reshape(new Shape(shape));
        }
        return stretch.reshape(shape[0], shape[2], shape[3], shape[1]).transpose(0, 3, 1, 2);
    }

    /** Values in the parameter's shape as a stretch of a flat vector; a view where they lie channels last already. */
    NDArray toStretch(NDArray values) {
        return isKernel() ? values.transpose(0, 2, 3, 1).flatten() : values.flatten();
    }

    private boolean isKernel() {
        return !planes && shape.length == KERNEL_AXES;
    }

    /** Whether the network works on planes. */
    boolean keepsPlanes() {
        return planes;
    }

    /** Keeps a kernel row-major in the flat vector. */
    void keepPlanes() {
        planes = true;
    }
}
