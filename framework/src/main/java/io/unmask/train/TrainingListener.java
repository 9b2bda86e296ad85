package io.unmask.train;

/** Hears how a training goes. An exception that it throws ends the training, which can then be resumed. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /** After an update; on a GPU not after every one, since asking for a loss waits for the device. */
    default void step(StepProgress progress) {}

    /**
     * When a part of an update begins, which ends the one before it. The loop does not wait for the device here: on a GPU a
     * listener that wants to know how long a part took has to.
     */
    default void phase(StepPhase phase) {}

    /** After an epoch with its validation, once its checkpoint is on disk. */
    default void epoch(EpochResult result) {}

    /**
     * Where a training is.
     *
     * @param epoch counted from 1
     * @param epochs epochs of the whole training
     * @param step updates done, over all epochs
     * @param steps updates of the whole training
     * @param loss loss of the latest batch
     * @param learningRate rate of the latest update
     * @param imagesPerSecond pictures trained on each second, in this epoch
     * @param secondsLeft estimate for the rest of the training, validation left out
     */
    record StepProgress(
            int epoch,
            int epochs,
            long step,
            long steps,
            double loss,
            double learningRate,
            double imagesPerSecond,
            double secondsLeft) {}
}
