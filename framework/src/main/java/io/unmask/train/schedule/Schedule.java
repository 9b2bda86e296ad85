package io.unmask.train.schedule;

import io.unmask.config.Family;

/**
 * The learning rate over a training. A schedule is a function of how far the training is and remembers
 * nothing, so a resumed training continues with the same rates.
 */
@Family("schedule")
public interface Schedule {
    /**
     * The learning rate of the coming step.
     *
     * @param base the learning rate of the optimiser's settings
     */
    double learningRate(double base, Progress progress);
}
