package io.unmask.model.cost;

import java.util.List;

/**
 * How large the result of a convolution is, of which the engine tells only the arguments. It is read off what prepares the
 * result: its strides are set, which shows its shape, or, where the channels lie last, its memory is allocated.
 *
 * @param convolution of an input (N, C, …) with weights (O, …), in float32
 */
record ConvolutionResult(Operation convolution) {
    /** Stands for the size of a result that nothing tells. */
    static final long UNKNOWN = -1;

    private static final int LARGEST_STRIDE = 8;
    private static final double STEP = 1024;

    /** Half of the last digit that the engine prints of an amount of memory. */
    private static final double HALF_DIGIT = 0.005;

    /** Values of the result. */
    long size() {
        return size(convolution);
    }

    private long size(Operation operation) {
        for (Operation part : operation.parts()) {
            long found = isPreparation(part) ? prepared(part) : size(part);
            if (found != UNKNOWN) {
                return found;
            }
        }
        return UNKNOWN;
    }

    private static boolean isPreparation(Operation part) {
        return part.name().equals("aten::as_strided_") || part.name().equals("aten::resize_");
    }

    private long prepared(Operation part) {
        List<Long> shape = part.shape(0);
        boolean fits = shape.size() == input().size()
                && shape.get(0).equals(input().get(0))
                && shape.get(1).equals(kernels().get(0));
        if (fits) {
            return Operation.product(shape);
        }
        return shape.equals(List.of(0L)) && part.bytes() > 0 ? planes() * area(part.bytes()) : UNKNOWN;
    }

    private List<Long> input() {
        return convolution.shape(0);
    }

    private List<Long> kernels() {
        return convolution.shape(1);
    }

    private long planes() {
        return input().get(0) * kernels().get(0);
    }

    /**
     * Values of one plane by the memory of all, of which only some digits are known: of the planes that a stride and a
     * padding give, the one that fits best.
     */
    private long area(double bytes) {
        double unit = 1;
        while (bytes >= unit * STEP) {
            unit *= STEP;
        }
        double measured = bytes / Float.BYTES / planes();
        double doubt = unit == 1 ? 0 : HALF_DIGIT * unit / Float.BYTES / planes();
        long best = Math.round(measured);
        double smallest = Double.POSITIVE_INFINITY;
        for (int stride = 1; stride <= LARGEST_STRIDE; stride++) {
            for (long border = -widest(); border <= widest(); border++) {
                long area = area(stride, border);
                double error = Math.abs(area - measured);
                if (error <= doubt && error < smallest) {
                    smallest = error;
                    best = area;
                }
            }
        }
        return best;
    }

    private long widest() {
        return kernels().subList(2, kernels().size()).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
    }

    /** The plane where so many pixels more than the input's can be the first of a step. */
    private long area(int stride, long border) {
        return input().subList(2, input().size()).stream()
                .mapToLong(side -> Math.max(1, Math.floorDiv(side - 1 + border, stride) + 1))
                .reduce(1L, Math::multiplyExact);
    }
}
