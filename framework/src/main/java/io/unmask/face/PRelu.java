package io.unmask.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;

/** x where positive, slope · x elsewhere, a slope a channel (axis 1). Parameter {@code weight} (channels), 0.25 at first. */
final class PRelu extends Layer {
    private final Parameter weight;

    PRelu(int channels) {
        weight = trained("weight", Init.constant(0.25), channels);
    }

    @Override
    public NDArray forward(NDArray x, Pass pass) {
        long[] sides = x.getShape().getShape().clone();
        for (int axis = 0; axis < sides.length; axis++) {
            sides[axis] = axis == 1 ? sides[1] : 1;
        }
        NDArray slopes = weight.on(x.getManager()).reshape(new Shape(sides));
        return Activation.relu(x).add(x.minimum(0f).mul(slopes));
    }
}
