package io.unmask.train;

import io.unmask.train.precision.LossScale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a training is: everything of its state that is no tensor, except for times. A checkpoint holds it
 * as JSON, so that two runs with the same results have the same checkpoints to the byte.
 *
 * @param step updates done
 * @param batch batches of the present epoch that are done; 0 once the epoch is validated
 * @param lossSum sum of the losses of the present epoch over its pictures
 * @param images pictures of the present epoch so far
 * @param batchesPerEpoch batches that the loader has
 * @param lossScale that of the coming update, with the number of updates that were skipped so far
 * @param epochs what the finished epochs came to
 */
record Position(
        long step,
        int batch,
        double lossSum,
        long images,
        int batchesPerEpoch,
        LossScale lossScale,
        List<Finished> epochs) {
    /**
     * A finished epoch.
     *
     * @param trainLoss mean loss over its pictures
     * @param images its pictures
     * @param learningRate of its last step
     * @param skipped its updates that were left out because gradients overflowed
     * @param metrics of its validation
     */
    record Finished(double trainLoss, long images, double learningRate, long skipped, Map<String, Double> metrics) {
        Finished {
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        }
    }

    Position {
        epochs = List.copyOf(epochs);
    }

    static Position start(int batchesPerEpoch, LossScale lossScale) {
        return new Position(0, 0, 0, 0, batchesPerEpoch, lossScale, List.of());
    }

    Position afterStep(int batches, long pictures, LossScale next) {
        return new Position(step + 1, batch + batches, lossSum, images + pictures, batchesPerEpoch, next, epochs);
    }

    Position withLossSum(double sum) {
        return new Position(step, batch, sum, images, batchesPerEpoch, lossScale, epochs);
    }

    Position afterEpoch(double learningRate, Map<String, Double> metrics) {
        List<Finished> all = new ArrayList<>(epochs);
        long skippedBefore = epochs.stream().mapToLong(Finished::skipped).sum();
        all.add(new Finished(lossSum / images, images, learningRate, lossScale.skipped() - skippedBefore, metrics));
        return new Position(step, 0, 0, 0, batchesPerEpoch, lossScale, all);
    }

    /** The number of the present epoch, counted from 1. */
    int epochNumber() {
        return epochs.size() + 1;
    }

    /** The values of one metric, an epoch each. */
    List<Double> metric(String name) {
        return epochs.stream()
                .map(epoch -> epoch.metrics().getOrDefault(name, Double.NaN))
                .toList();
    }
}
