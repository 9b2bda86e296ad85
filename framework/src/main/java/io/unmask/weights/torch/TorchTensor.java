package io.unmask.weights.torch;

import java.util.Arrays;

/**
 * A tensor as a checkpoint describes it: a strided view of a storage, which has not been read yet.
 *
 * @param storage its elements and perhaps others
 * @param offset of its first element in the storage
 * @param shape empty for a scalar
 * @param strides in elements, one a dimension
 */
record TorchTensor(TorchStorage storage, long offset, long[] shape, long[] strides) {
    private static final int MOST_DIMENSIONS = 64;

    /**
     * Checks that every element lies within the storage.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    TorchTensor {
        if (shape.length != strides.length || shape.length > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("a shape of " + shape.length + " and strides of " + strides.length);
        }
        try {
            if (lastElement(offset, shape, strides) >= storage.elements()) {
                throw new IllegalArgumentException("a tensor " + Arrays.toString(shape) + " with strides "
                        + Arrays.toString(strides) + " from element " + offset
                        + ", which reaches beyond its storage of "
                        + storage.elements() + " elements");
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a tensor " + Arrays.toString(shape) + ", more than memory can hold", e);
        }
    }

    private static long lastElement(long offset, long[] shape, long[] strides) {
        long last = offset;
        boolean empty = false;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] < 0 || strides[i] < 0 || offset < 0) {
                throw new IllegalArgumentException("a negative size, stride or offset");
            }
            empty |= shape[i] == 0;
            last = Math.addExact(last, Math.multiplyExact(Math.max(shape[i] - 1, 0), strides[i]));
        }
        return empty ? -1 : last;
    }

    /** Number of elements; a view that repeats its storage may have more of them than the file. */
    long elements() {
        long elements = 1;
        for (long side : shape) {
            try {
                elements = Math.multiplyExact(elements, side);
            } catch (ArithmeticException e) {
                return Long.MAX_VALUE;
            }
        }
        return elements;
    }

    /** Whether its elements lie in the storage one after the other, in the order of the shape. */
    boolean isContiguous() {
        long expected = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != expected) {
                return false;
            }
            expected *= Math.max(shape[i], 1);
        }
        return true;
    }
}
