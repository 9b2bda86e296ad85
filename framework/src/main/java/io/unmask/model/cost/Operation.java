package io.unmask.model.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * One operation that the engine has run.
 *
 * @param name as libtorch calls it: {@code aten::conv2d}
 * @param shapes of its arguments, in their order; empty for what is no array, or has no axes
 * @param bytes that were allocated for arrays while it ran, less those that were freed, to about three digits
 * @param parts the operations that it consists of
 */
public record Operation(String name, List<List<Long>> shapes, double bytes, List<Operation> parts) {
    /** An operation whose parts are still to be added. */
    static Operation open(String name, List<List<Long>> shapes, double bytes) {
        return new Operation(name, List.copyOf(shapes), bytes, new ArrayList<>());
    }

    /** The shape of an argument; empty if there is none. */
    List<Long> shape(int argument) {
        return argument < shapes.size() ? shapes.get(argument) : List.of();
    }

    /** Elements of an argument, 1 where it has no axes. */
    long size(int argument) {
        return product(shape(argument));
    }

    static long product(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
