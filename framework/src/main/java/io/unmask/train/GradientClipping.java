package io.unmask.train;

import ai.djl.ndarray.NDArray;

/** Limits the norm of the whole gradient, as {@code torch.nn.utils.clip_grad_norm_}. */
public final class GradientClipping {
    /** PyTorch's guard of the division. */
    private static final double EPS = 1e-6;

    private GradientClipping() {}

    /**
     * Shrinks a gradient in place to a norm that it may not exceed, without waiting for the device.
     *
     * @param gradients the gradient of all parameters as one vector
     * @return its norm before, a scalar
     */
    public static NDArray clip(NDArray gradients, double maximumNorm) {
        NDArray norm = gradients.mul(gradients).sum().sqrt();
        gradients.muli(norm.add(EPS).pow(-1).mul(maximumNorm).minimum(1));
        return norm;
    }
}
