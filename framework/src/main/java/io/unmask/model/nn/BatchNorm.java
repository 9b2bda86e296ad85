package io.unmask.model.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation over axis 1 of (N, C), (N, C, H, W) or (N, C, T, H, W): y = (x − mean) / sqrt(var + eps) · weight + bias.
 * State names and momentum are PyTorch's: running = (1 − momentum) · running + momentum · batch.
 */
public final class BatchNorm extends Layer {
    /** DJL swaps the axis it is told to and axis 1, which the engine normalises, unless told so. */
    private static final int AS_IT_IS = -1;

    private static final int ROWS = 2;
    private static final int PICTURE_AXES = 4;
    /**
     * Values of a channel up to which the engine's kernel for channels last is taken on a CPU. It adds them up one by one in
     * single precision: the variance is off by about 1e-5 here, by 3e-5 at twice and by 4e-3 at 64 times as many.
     */
    private static final long MOST_ADDED_UP = 1 << 16;

    private final double momentum;
    private final double eps;
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter runningMean;
    private final Parameter runningVar;
    private final Parameter batches;
    private SharedStatistics.@Nullable Member shares;

    /** With PyTorch's defaults: eps 1e-5, momentum 0.1. */
    public BatchNorm(int channels) {
        this(channels, 1e-5, 0.1);
    }

    /** With PyTorch's defaults and a weight that does not start at 1. */
    public BatchNorm(int channels, Init weightInit) {
        this(channels, 1e-5, 0.1, weightInit);
    }

    /** With PyTorch's meaning of momentum. */
    public BatchNorm(int channels, double eps, double momentum) {
        this(channels, eps, momentum, Init.constant(1));
    }

    private BatchNorm(int channels, double eps, double momentum, Init weightInit) {
        this.eps = eps;
        this.momentum = momentum;
        weight = trained("weight", weightInit, channels);
        bias = trained("bias", Init.constant(0), channels);
        runningMean = buffer("running_mean", Init.constant(0), channels);
        runningVar = buffer("running_var", Init.constant(1), channels);
        batches = counter("num_batches_tracked");
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        return forward(x, pass, UnaryOperator.identity());
    }

    /** ReLU of {@link #forward}, written over it: nobody else has seen that array. */
    public NDArray rectified(NDArray x, Pass pass) {
        return forward(x, pass, Activation::reluInPlace);
    }

    private NDArray forward(NDArray x, Pass pass, UnaryOperator<NDArray> after) {
        if (pass.isTraining() && !pass.isRepeated()) {
            batches.array().addi(1);
        }
        if (shares != null && pass.isTraining()) {
            return after.apply(ofWholeBatch(x, shares));
        }
        boolean detour = pass.isTraining() && isLarge(x) && !weight.keepsPlanes();
        return detour ? inPlanes(x, pass, after) : after.apply(normalised(x, pass));
    }

    private NDArray normalised(NDArray x, Pass pass) {
        // DJL's momentum is the weight of the old value, PyTorch's that of the new one.
        return ai.djl.nn.norm.BatchNorm.batchNorm(
                        x,
                        statistics(runningMean, x, pass),
                        statistics(runningVar, x, pass),
                        weight.array(),
                        bias.array(),
                        AS_IT_IS,
                        (float) (1 - momentum),
                        (float) eps,
                        pass.isTraining())
                .singletonOrThrow();
    }

    /** The running ones, or a copy that nobody keeps. */
    private static NDArray statistics(Parameter running, NDArray x, Pass pass) {
        return pass.isRepeated() ? running.on(x.getManager()) : running.array();
    }

    /** Whether the engine would add up too many values in single precision: it does so in maps that lie channels last. */
    private static boolean isLarge(NDArray x) {
        Shape shape = x.getShape();
        return shape.dimension() == PICTURE_AXES
                && shape.get(0) * shape.get(ROWS) * shape.get(ROWS + 1) > MOST_ADDED_UP
                && !x.getDevice().isGpu();
    }

    /**
     * The same in planes, one of each channel for the whole batch, whose values are added up in double precision. The matrix of
     * (N · H · W, C) is transposed there and back. Each flat array is a step that backward takes too: a matrix that is laid
     * out as one row is copied by the engine's fast transposition, any other by a copy four times as slow.
     */
    private NDArray inPlanes(NDArray x, Pass pass, UnaryOperator<NDArray> after) {
        Shape shape = x.getShape();
        long channels = shape.get(1);
        long values = shape.size() / channels;
        NDArray pixels = x.transpose(0, 2, 3, 1).flatten();
        NDArray planes = transposed(pixels, values, channels).reshape(1, channels, values);
        NDArray normed = transposed(after.apply(normalised(planes, pass)).flatten(), channels, values);
        return normed.reshape(shape.get(0), shape.get(2), shape.get(3), channels)
                .transpose(0, 3, 1, 2);
    }

    private static NDArray transposed(NDArray matrix, long rows, long columns) {
        return matrix.reshape(rows, columns).transpose(1, 0).flatten();
    }

    /** Takes the statistics of training passes from now on over the whole of a batch that is divided among copies. */
    void share(SharedStatistics.Member with) {
        shares = with;
    }

    /** The same as one pass over the whole batch, of which this copy sees a share. */
    private NDArray ofWholeBatch(NDArray share, SharedStatistics.Member with) {
        NDArray x = Cast.outOfHalf(share);
        long[] row = new long[x.getShape().dimension()];
        Arrays.fill(row, 1);
        row[1] = x.getShape().get(1);
        int[] others = IntStream.range(0, row.length).filter(axis -> axis != 1).toArray();
        long count = x.size() / row[1];
        NDArray mean = x.sum(others).div(Constant.of(count));
        // What is held by a handle is kept as by the graph, so large arrays that the graph does not need are closed.
        try (NDArray centred = x.sub(mean.reshape(row))) {
            NDArray squares;
            try (NDArray each = centred.square()) {
                squares = each.sum(others);
            }
            SharedStatistics.Whole whole = with.meet(mean, squares, count);
            follow(whole);
            // The engine takes a float, too.
            NDArray deviation = whole.variance().add((float) eps).sqrt();
            NDArray scale = deviation.onesLike().div(deviation).mul(weight.array());
            NDArray shift = mean.sub(whole.mean()).mul(scale).add(bias.array());
            NDArray y = centred.mul(scale.reshape(row)).addi(shift.reshape(row));
            return Cast.to(y, share.getDataType());
        }
    }

    private void follow(SharedStatistics.Whole whole) {
        double unbiased = (double) whole.count() / (whole.count() - 1);
        approach(runningMean.array(), whole.mean(), 1);
        approach(runningVar.array(), whole.variance(), unbiased);
    }

    private void approach(NDArray running, NDArray value, double factor) {
        float kept = (float) (1 - momentum);
        running.muli(kept).addi(value.stopGradient().mul((1 - kept) * factor));
    }
}
