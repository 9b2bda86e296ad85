package io.unmask.model.detector;

import io.unmask.random.RandomStream;

/**
 * Where training stands, for detectors whose loss depends on it.
 *
 * @param epoch from 1
 * @param random the step's own stream, for draws on the host; equal after a resume
 */
public record TrainingStep(int epoch, RandomStream random) {}
