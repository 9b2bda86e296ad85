package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.unmask.config.BadInputException;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;
import org.jspecify.annotations.Nullable;

/**
 * A filter over a spectrum (N, C, n, n): a fixed band of ones, to each place of which training adds between −1 and 1
 * (F3-Net, section 3.1). Tensors {@code base}, {@code learnable} and, where the filter divides by the size of its
 * band, {@code ft_num}.
 */
public final class BandFilter extends Layer {
    private static final double DEVIATION = 0.1;

    private final Parameter base;
    private final @Nullable Parameter learnable;
    private final @Nullable Parameter size;

    /**
     * A filter.
     *
     * @param side n
     * @param bands which coefficients lie in a band
     * @param band where it begins and ends
     * @param learns whether training changes it
     * @param averages whether to divide by the number of coefficients in the band
     */
    public BandFilter(int side, Bands bands, Bands.Band band, boolean learns, boolean averages) {
        float[] mask = bands.mask(side, band);
        base = buffer("base", Init.of(mask), side, side);
        learnable = learns ? trained("learnable", Init.normal(DEVIATION), side, side) : null;
        size = averages ? buffer("ft_num", Init.constant(count(mask, side, band))) : null;
    }

    private static int count(float[] mask, int side, Bands.Band band) {
        int count = 0;
        for (float value : mask) {
            count += value == 0 ? 0 : 1;
        }
        if (count == 0) {
            throw new BadInputException(
                    "no coefficient of a " + side + " × " + side + " transform lies in the band from " + band.begin()
                            + " to " + band.end() + "; take fewer bands or a larger window");
        }
        return count;
    }

    /** The factors, (n, n), on the given manager. */
    public NDArray factors(NDManager manager) {
        NDArray factors = base.on(manager);
        if (learnable != null) {
            factors = factors.add(Activation.sigmoid(learnable.on(manager))
                    .mul(Constant.of(2))
                    .sub(1));
        }
        return size == null ? factors : factors.div(size.array());
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return x.mul(factors(x.getManager()));
    }
}
