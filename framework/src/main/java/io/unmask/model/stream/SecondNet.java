package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.nn.Pass;

/** Passes on the second picture of each sample. */
final class SecondNet extends StreamNet {
    private final InputShape shape;
    private final String missing;

    /**
     * A stream of second pictures.
     *
     * @param shape of them
     * @param missing what to say where there are none: the stream's name, and the cure
     */
    SecondNet(InputShape shape, String missing) {
        this.shape = shape;
        this.missing = missing;
    }

    @Override
    public InputShape output() {
        return shape;
    }

    @Override
    public NDArray forward(Inputs inputs, Pass pass) {
        NDArray second = inputs.second();
        if (second == null) {
            throw new BadInputException(missing);
        }
        return second;
    }
}
