package io.unmask.weights;

import java.util.Arrays;

/** Shapes of tensors in files and networks. */
final class TensorShape {
    private TensorShape() {}

    /** Whether they are equal but for sides of 1 at the end: (64, 32) is (64, 32, 1, 1), () is (1). */
    static boolean same(long[] one, long[] other) {
        return Arrays.equals(trimmed(one), trimmed(other));
    }

    private static long[] trimmed(long[] shape) {
        int length = shape.length;
        while (length > 0 && shape[length - 1] == 1) {
            length--;
        }
        return Arrays.copyOf(shape, length);
    }

    /** For people: {@code (64, 3, 7, 7)}. */
    static String text(long[] shape) {
        return Arrays.toString(shape).replace('[', '(').replace(']', ')');
    }
}
