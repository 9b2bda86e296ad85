package io.unmask.train;

import java.nio.file.Path;
import java.util.List;

/**
 * What a training came to.
 *
 * @param epochs every epoch, those before an interruption included
 * @param updates those that were skipped because gradients overflowed included
 * @param bestEpoch the epoch that was kept, counted from 1
 * @param bestMetric its selection metric
 * @param stoppedEarly whether the metric had stopped improving before the last epoch
 * @param best the kept weights, a safetensors file with the official names
 */
public record TrainingResult(
        List<EpochResult> epochs, long updates, int bestEpoch, double bestMetric, boolean stoppedEarly, Path best) {}
