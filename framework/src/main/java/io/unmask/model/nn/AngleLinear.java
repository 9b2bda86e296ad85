package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import io.unmask.random.RandomStream;

/**
 * Cosines of the angles between the features and a direction for each class, (N, in) to (N, out), −1..1: a last layer
 * for {@link io.unmask.model.loss.AmSoftmax}. Parameter {@code weight} (in, out), the transpose of {@link Linear}'s, as
 * in Locate-and-Verify's {@code loss/am_softmax.py}; it starts with columns of length 1.
 */
public final class AngleLinear extends Layer {
    private static final double NORM_FLOOR = 1e-12;

    private final Parameter weight;

    /** For features of that length and so many classes. */
    public AngleLinear(int inputs, int outputs) {
        weight = trained("weight", AngleLinear::unitColumns, inputs, outputs);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return cosines(x, weight.array());
    }

    /**
     * The same for given directions.
     *
     * @param x (N, in)
     * @param weight (in, out)
     */
    public static NDArray cosines(NDArray x, NDArray weight) {
        // A copy on the manager of x: what is computed from the weight itself would pile up on the network's.
        NDArray directions = x.getManager()
                .ones(weight.getShape(), x.getDataType(), x.getDevice())
                .mul(weight);
        return x.div(length(x, 1)).matMul(directions.div(length(directions, 0))).clip(-1, 1);
    }

    private static NDArray length(NDArray x, int axis) {
        return x.norm(new int[] {axis}, true).maximum(Constant.of(NORM_FLOOR));
    }

    private static float[] unitColumns(long[] shape, RandomStream random) {
        int columns = Math.toIntExact(shape[1]);
        float[] values = Init.uniform(1).values(shape, random);
        for (int column = 0; column < columns; column++) {
            double squares = 0;
            for (int at = column; at < values.length; at += columns) {
                squares += values[at] * values[at];
            }
            for (int at = column; at < values.length; at += columns) {
                values[at] = (float) (values[at] / Math.sqrt(squares));
            }
        }
        return values;
    }
}
