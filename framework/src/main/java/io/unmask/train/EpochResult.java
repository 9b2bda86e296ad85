package io.unmask.train;

import java.util.Map;

/**
 * What an epoch came to: a line of the history.
 *
 * @param epoch counted from 1
 * @param trainLoss mean loss over the pictures of the epoch, in training mode
 * @param metrics metrics on validation data by name
 * @param learningRate rate of the last step of the epoch
 * @param skippedUpdates updates that were left out because gradients overflowed; only half precision has any
 * @param seconds time of the training part, validation left out
 * @param imagesPerSecond pictures trained on each second
 */
public record EpochResult(
        int epoch,
        double trainLoss,
        Map<String, Double> metrics,
        double learningRate,
        long skippedUpdates,
        double seconds,
        double imagesPerSecond) {}
