package io.unmask.experiments.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unmask.data.Needs;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Targets;
import io.unmask.model.cost.ActivationMemory;
import io.unmask.model.detector.Detector;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.TrainingStep;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * A batch of grey pictures with all that a detector needs of one: for what a step costs, which no value changes.
 *
 * @param detector who takes it
 * @param pictures in the batch, or clips
 * @param input what one of them is like
 */
record SyntheticBatch(Detector detector, int pictures, InputShape input) {
    private static final int CHANNELS = 3;
    private static final int CLASSES = 2;

    /** A training step: forward and backward. */
    void train(DetectorNet net, Parameters parameters) {
        try (NDManager scratch = parameters.flat().getManager().newSubManager();
                var collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(loss(net, inputs(scratch), targets(scratch)));
        }
    }

    /** What the forward pass of a training step keeps for the backward pass. */
    @SuppressWarnings("try") // the forward pass records while the collector is open
    ActivationMemory activations(DetectorNet net, NDManager manager) {
        try (NDManager scratch = manager.newSubManager();
                var recording = Engine.getInstance().newGradientCollector()) {
            Inputs inputs = inputs(scratch);
            Targets targets = targets(scratch);
            return ActivationMemory.of(() -> loss(net, inputs, targets));
        }
    }

    private static NDArray loss(DetectorNet net, Inputs inputs, Targets targets) {
        return net.trainingLoss(inputs, targets, new TrainingStep(1, Seeds.of(1).stream("describe")));
    }

    /** The pictures, and second pictures where they are needed. */
    Inputs inputs(NDManager manager) {
        int side = input.sidePixels();
        NDArray images = manager.zeros(
                input.isClip()
                        ? new Shape(pictures, CHANNELS, input.frames(), side, side)
                        : new Shape(pictures, CHANNELS, side, side));
        Needs needs = detector.needs();
        Integer apart = needs.secondSide();
        NDArray second =
                apart == null ? images.duplicate() : manager.zeros(new Shape(pictures, CHANNELS, apart, apart));
        return new Inputs(images, needs.second() ? second : null, apart != null);
    }

    /** Reals and fakes in turn: some losses need both. */
    private Targets targets(NDManager manager) {
        float[] labels = new float[pictures * CLASSES];
        for (int i = 0; i < pictures; i++) {
            labels[i * CLASSES + i % CLASSES] = 1;
        }
        Needs needs = detector.needs();
        return new Targets(
                manager.create(labels, new Shape(pictures, CLASSES)),
                needs.masks() ? map(manager) : null,
                needs.region() != null ? map(manager) : null);
    }

    private @Nullable NDArray map(NDManager manager) {
        return manager.ones(new Shape(pictures, 1, input.sidePixels(), input.sidePixels()));
    }
}
