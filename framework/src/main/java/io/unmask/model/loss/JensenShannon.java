package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Constant;

/**
 * How far two sets of scores disagree, as DeepfakeBench's {@code loss/js_loss.py}: with p and q their softmax and m
 * the mean of both, (KL(m ‖ p) + KL(m ‖ q)) / 2 averaged over the batch. The Jensen-Shannon divergence of the
 * literature has the arguments of both KL the other way round. For detectors that score a sample twice, so no
 * setting of its own.
 */
public record JensenShannon() {
    private static final int CLASSES = 1;

    /**
     * The loss of two (N, classes), before softmax.
     *
     * @return a scalar
     */
    public NDArray of(NDArray first, NDArray second) {
        NDArray logFirst = first.logSoftmax(CLASSES);
        NDArray logSecond = second.logSoftmax(CLASSES);
        NDArray mean = logFirst.exp().add(logSecond.exp()).div(Constant.of(2));
        NDArray between = mean.log().sub(logFirst.add(logSecond).div(Constant.of(2)));
        return mean.mul(between).sum().div(Constant.of(first.getShape().get(0)));
    }
}
