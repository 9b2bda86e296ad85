package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import io.unmask.config.Check;
import io.unmask.model.nn.Init;

/**
 * The orthonormal discrete cosine transform (DCT-II) of squares as two matrix products: D X Dᵀ, back by Dᵀ Y D, with
 * D[0, j] = sqrt(1/n) and D[i, j] = sqrt(2/n) · cos((j + ½) π i / n). Row i of D is the wave of frequency i.
 */
final class CosineTransform {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private CosineTransform() {}

    /** D for squares of that side, row-major, computed in double precision. */
    static Init matrix(int side) {
        Check.that(side > 0, "side", side, "must be above 0");
        return Init.of(values(side, false));
    }

    /** Dᵀ. */
    static Init transposed(int side) {
        Check.that(side > 0, "side", side, "must be above 0");
        return Init.of(values(side, true));
    }

    private static float[] values(int side, boolean transposed) {
        float[] values = new float[side * side];
        for (int wave = 0; wave < side; wave++) {
            for (int pixel = 0; pixel < side; pixel++) {
                double size = Math.sqrt((wave == 0 ? 1.0 : 2.0) / side);
                double value = size * Math.cos((pixel + 0.5) * Math.PI * wave / side);
                values[transposed ? pixel * side + wave : wave * side + pixel] = (float) value;
            }
        }
        return values;
    }

    /**
     * Mᵀ X M: the transform where M is Dᵀ, its inverse where M is D.
     *
     * @param x (N, C, n, n)
     * @param matrix M, (n, n)
     */
    static NDArray bothSides(NDArray x, NDArray matrix) {
        return x.matMul(matrix).swapAxes(ROWS, COLUMNS).matMul(matrix).swapAxes(ROWS, COLUMNS);
    }
}
