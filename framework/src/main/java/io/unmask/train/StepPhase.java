package io.unmask.train;

/** The parts of an update, in the order in which each begins; those of a batch come again where several make an update. */
public enum StepPhase {
    /** The loop waits for the next batch of the loader. */
    WAIT,
    /** The batch is copied to the device, normalised and mixed. */
    TO_DEVICE,
    /** The network and its loss. */
    FORWARD,
    /** The gradients; also the release of the activations. */
    BACKWARD,
    /** Gradients to one vector, clipping, the optimiser, the average of the weights. */
    UPDATE,
    /** All else between two updates: the release of the gradients, the reading of losses, progress, checkpoints. */
    REST
}
