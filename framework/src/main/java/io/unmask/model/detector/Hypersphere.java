package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameter;

/**
 * A centre of the reals and two spheres around it: mean over reals of relu(d − inner) plus mean over fakes of relu(outer − d)
 * for the distance d from the centre. The centre is the mean of all reals that were seen while it followed them, and fixed
 * afterwards. Buffers {@code centre} and {@code seen}.
 */
final class Hypersphere extends Net {
    /** Keeps the gradient of a root finite. */
    private static final float SMALLEST = 1e-12f;

    private final double inner;
    private final double outer;
    private final Parameter centre;
    private final Parameter seen;

    Hypersphere(int length, double inner, double outer) {
        this.inner = inner;
        this.outer = outer;
        centre = buffer("centre", Init.constant(0), length);
        seen = buffer("seen", Init.constant(0), 1);
    }

    /**
     * Moves the centre to the mean of the reals so far and those of this batch.
     *
     * @param features (N, D); no gradient flows into the centre
     * @param labels (N, 2), real and fake
     */
    void follow(NDArray features, NDArray labels) {
        NDArray fixed = features.stopGradient();
        NDArray shares = labels.stopGradient().get(":, 0:1");
        NDArray more = shares.sum();
        NDArray before = seen.on(features.getManager());
        NDArray after = before.add(more);
        NDArray old = centre.on(features.getManager());
        NDArray sum = fixed.mul(shares).sum(new int[] {0});
        NDArray moved = old.mul(before).add(sum).div(after.maximum(Constant.of(SMALLEST)));
        centre.array().set(new NDIndex(":"), moved);
        seen.array().set(new NDIndex(":"), after);
    }

    /** Distances from the centre, (N, D) to (N). */
    private NDArray distances(NDArray features) {
        return features.sub(centre.array())
                .square()
                .sum(new int[] {1})
                .add(SMALLEST)
                .sqrt();
    }

    /** How far beyond the middle between both radii: below 0 for reals. (N, D) to (N). */
    NDArray beyond(NDArray features) {
        return distances(features).sub((inner + outer) / 2);
    }

    /**
     * The loss of a batch; a class that is not in it adds nothing.
     *
     * @param labels (N, 2), real and fake; clips that were mixed count for both classes by their shares
     * @return a scalar
     */
    NDArray loss(NDArray features, NDArray labels) {
        NDArray distance = distances(features);
        NDArray reals = mean(Activation.relu(distance.sub(inner)), labels.get(":, 0"));
        NDArray fakes = mean(Activation.relu(distance.neg().add(outer)), labels.get(":, 1"));
        return reals.add(fakes);
    }

    private static NDArray mean(NDArray values, NDArray shares) {
        return values.mul(shares).sum().div(shares.sum().maximum(Constant.of(SMALLEST)));
    }
}
