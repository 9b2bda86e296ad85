package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;

/** A detector that can run and be trained. */
public abstract class DetectorNet extends Net {
    /**
     * Runs the network on (N, 3, H, W), normalised.
     *
     * @param images the pictures
     */
    public abstract Prediction forward(NDArray images, Pass pass);

    /**
     * What training minimises.
     *
     * @param prediction what {@link #forward} returned
     * @param targets labels and masks of the same pictures
     * @return a scalar
     */
    public abstract NDArray loss(Prediction prediction, Targets targets);

    /** Scores of being fake, (N), 0..1: softmax over the logits unless a detector defines another. */
    public NDArray fakeScore(Prediction prediction) {
        return prediction.logits().softmax(1).get(":, 1");
    }
}
