package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;

/** A detector that can run and be trained. */
public abstract class DetectorNet extends Net {
    /** Stands for the length of features that are not told. */
    public static final int NO_FEATURES = 0;

    private Division division = Division.NONE;

    /** D of {@link Prediction#FEATURES}, (N, D); {@link #NO_FEATURES} where predictions have none. */
    public int featureLength() {
        return NO_FEATURES;
    }

    /** Runs the network. */
    public abstract Prediction forward(Inputs inputs, Pass pass);

    /**
     * The loss of one pass.
     *
     * @param prediction what {@link #forward} returned
     * @param targets what the same pictures really are
     * @return a scalar
     */
    public abstract NDArray loss(Prediction prediction, Targets targets);

    /**
     * The loss of one training pass: {@link #loss(Prediction, Targets)}, unless a detector weighs its losses by the
     * epoch.
     *
     * @return a scalar
     */
    public NDArray loss(Prediction prediction, Targets targets, TrainingStep step) {
        return loss(prediction, targets);
    }

    /**
     * What one training step minimises: the loss of one training pass, unless a detector looks at a batch more
     * than once.
     *
     * @return a scalar
     */
    public NDArray trainingLoss(Inputs inputs, Targets targets, TrainingStep step) {
        return loss(trainingPass(inputs), targets, step);
    }

    /** One training pass of a training step, over the batch or over shares of it. */
    public final Prediction trainingPass(Inputs inputs) {
        return inStep(inputs, (net, share) -> net.forward(share, Pass.training()));
    }

    /**
     * Runs a part of this network in a training step. All that {@link #trainingLoss} does with pictures goes through here, so
     * that copies of the network can divide a batch among them; losses are taken of the whole batch.
     *
     * @param part uses nothing but the network and the inputs that it is given
     */
    protected final Prediction inStep(Inputs inputs, Division.Part part) {
        return division.run(this, inputs, part);
    }

    /** Lets training steps divide batches so from now on; {@link Division#NONE} is how networks start. */
    public final void divide(Division how) {
        division = how;
    }

    /**
     * Is called after every update of the weights, for a network whose weights have to keep a form.
     *
     * @param parameters its placement
     */
    public void afterStep(Parameters parameters) {}

    /** Scores of being fake, (N), 0..1: softmax over the logits unless a detector defines another. */
    public NDArray fakeScore(Prediction prediction) {
        return prediction.logits().softmax(1).get(":, 1");
    }
}
