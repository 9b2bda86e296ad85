package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.Check;

/**
 * A linear map of one axis of an image onto another length: every output pixel is a weighted sum of input pixels.
 * Resizing, padding and adaptive pooling are such maps, one for the rows and one for the columns; as matrix products
 * they are differentiable and the same on every device, where DJL's own lack aligned corners or whole modes.
 */
public final class AxisMap {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private final int inputs;
    private final int outputs;
    private final double[] weights;

    private AxisMap(int inputs, int outputs) {
        Check.that(inputs > 0, "inputs", inputs, "must be above 0");
        Check.that(outputs > 0, "outputs", outputs, "must be above 0");
        this.inputs = inputs;
        this.outputs = outputs;
        this.weights = new double[inputs * outputs];
    }

    private void add(int input, int output, double weight) {
        weights[input * outputs + output] += weight;
    }

    /** Length of the result. */
    public int outputs() {
        return outputs;
    }

    /**
     * Linear interpolation as {@code torch.nn.functional.interpolate(mode="bilinear")} does it, without antialiasing.
     *
     * @param alignCorners whether the centres of the outermost pixels coincide, or their outer borders
     */
    public static AxisMap linear(int inputs, int outputs, boolean alignCorners) {
        AxisMap map = new AxisMap(inputs, outputs);
        double scale = alignCorners ? (outputs > 1 ? (inputs - 1.0) / (outputs - 1) : 0) : (double) inputs / outputs;
        for (int i = 0; i < outputs; i++) {
            double source = alignCorners ? i * scale : Math.max(0, (i + 0.5) * scale - 0.5);
            int low = Math.min((int) source, inputs - 1);
            int high = Math.min(low + 1, inputs - 1);
            double fraction = source - low;
            map.add(low, i, 1 - fraction);
            map.add(high, i, fraction);
        }
        return map;
    }

    /** The nearest pixel as {@code torch.nn.functional.interpolate(mode="nearest")} takes it: floor(i · in / out). */
    public static AxisMap nearest(int inputs, int outputs) {
        AxisMap map = new AxisMap(inputs, outputs);
        for (int i = 0; i < outputs; i++) {
            map.add((int) ((long) i * inputs / outputs), i, 1);
        }
        return map;
    }

    /** Padding that repeats the outermost pixel. */
    public static AxisMap replicatePadded(int inputs, int before, int after) {
        AxisMap map = new AxisMap(inputs, inputs + before + after);
        for (int i = 0; i < map.outputs; i++) {
            map.add(Math.max(0, Math.min(inputs - 1, i - before)), i, 1);
        }
        return map;
    }

    /** Padding that mirrors at the outermost pixel without repeating it; less than the length on each side. */
    public static AxisMap reflectPadded(int inputs, int before, int after) {
        Check.that(before < inputs && after < inputs, "padding", before + ", " + after, "must be below " + inputs);
        AxisMap map = new AxisMap(inputs, inputs + before + after);
        for (int i = 0; i < map.outputs; i++) {
            int source = Math.abs(i - before);
            map.add(source < inputs ? source : 2 * (inputs - 1) - source, i, 1);
        }
        return map;
    }

    /**
     * A filter with an odd number of taps whose borders mirror at the outermost pixel, as often as it takes: the result
     * is as long as the input.
     */
    public static AxisMap filtered(int inputs, double[] taps) {
        Check.that(taps.length % 2 == 1, "taps", taps.length, "must be an odd number");
        AxisMap map = new AxisMap(inputs, inputs);
        int period = Math.max(1, 2 * (inputs - 1));
        for (int i = 0; i < inputs; i++) {
            for (int tap = 0; tap < taps.length; tap++) {
                int place = Math.floorMod(i + tap - taps.length / 2, period);
                map.add(Math.min(place, period - place), i, taps[tap]);
            }
        }
        return map;
    }

    /**
     * Means over windows that adapt to the length, as {@code torch.nn.AdaptiveAvgPool2d}: window i covers
     * floor(i·in/out) up to ceil((i+1)·in/out), so windows overlap where the lengths do not divide.
     */
    public static AxisMap adaptiveAverage(int inputs, int outputs) {
        AxisMap map = new AxisMap(inputs, outputs);
        for (int i = 0; i < outputs; i++) {
            int begin = i * inputs / outputs;
            int end = ((i + 1) * inputs + outputs - 1) / outputs;
            for (int pixel = begin; pixel < end; pixel++) {
                map.add(pixel, i, 1.0 / (end - begin));
            }
        }
        return map;
    }

    /**
     * Maps rows and columns.
     *
     * @param x (N, C, H, W), with as many rows and columns as the maps take
     * @return (N, C, rows.outputs, columns.outputs)
     */
    public static NDArray apply(NDArray x, AxisMap rows, AxisMap columns) {
        Check.that(
                x.getShape().get(ROWS) == rows.inputs && x.getShape().get(COLUMNS) == columns.inputs,
                "shape",
                x.getShape(),
                "must have " + rows.inputs + " rows and " + columns.inputs + " columns");
        NDArray wide = columns.isIdentity() ? x : x.matMul(columns.matrix(x));
        return rows.isIdentity()
                ? wide
                : wide.swapAxes(ROWS, COLUMNS).matMul(rows.matrix(x)).swapAxes(ROWS, COLUMNS);
    }

    private boolean isIdentity() {
        if (inputs != outputs) {
            return false;
        }
        for (int i = 0; i < inputs; i++) {
            if (weights[i * outputs + i] != 1) {
                return false;
            }
        }
        return true;
    }

    private NDArray matrix(NDArray like) {
        NDArray exact =
                like.getManager().create(weights, new Shape(inputs, outputs)).toDevice(like.getDevice(), false);
        return like.getDataType() == DataType.FLOAT64 ? exact : exact.toType(like.getDataType(), false);
    }

    /** Bilinear resizing of (N, C, H, W), see {@link #linear}. */
    public static NDArray bilinear(NDArray x, int height, int width, boolean alignCorners) {
        return apply(
                x,
                linear((int) x.getShape().get(ROWS), height, alignCorners),
                linear((int) x.getShape().get(COLUMNS), width, alignCorners));
    }

    /** Nearest resizing of (N, C, H, W), see {@link #nearest}. */
    public static NDArray nearest(NDArray x, int height, int width) {
        return apply(
                x,
                nearest((int) x.getShape().get(ROWS), height),
                nearest((int) x.getShape().get(COLUMNS), width));
    }
}
