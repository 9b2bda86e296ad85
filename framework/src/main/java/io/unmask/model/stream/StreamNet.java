package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;

/** A stream that can run. */
public abstract class StreamNet extends Net {
    /** What its backbone has to take. */
    public abstract InputShape output();

    /**
     * What the backbone sees of a batch.
     *
     * @return (N, C, side, side) of {@link #output}
     */
    public abstract NDArray forward(Inputs inputs, Pass pass);
}
