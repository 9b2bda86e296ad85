package io.unmask.train;

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
 * @param epochs what the finished epochs came to
 */
record Position(long step, int batch, double lossSum, long images, int batchesPerEpoch, List<Finished> epochs) {
    /**
     * A finished epoch.
     *
     * @param trainLoss mean loss over its pictures
     * @param images its pictures
     * @param learningRate of its last step
     * @param metrics of its validation
     */
    record Finished(double trainLoss, long images, double learningRate, Map<String, Double> metrics) {
        Finished {
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        }
    }

    Position {
        epochs = List.copyOf(epochs);
    }

    static Position start(int batchesPerEpoch) {
        return new Position(0, 0, 0, 0, batchesPerEpoch, List.of());
    }

    Position afterStep(int batches, long pictures) {
        return new Position(step + 1, batch + batches, lossSum, images + pictures, batchesPerEpoch, epochs);
    }

    Position withLossSum(double sum) {
        return new Position(step, batch, sum, images, batchesPerEpoch, epochs);
    }

    Position afterEpoch(double learningRate, Map<String, Double> metrics) {
        List<Finished> all = new ArrayList<>(epochs);
        all.add(new Finished(lossSum / images, images, learningRate, metrics));
        return new Position(step, 0, 0, 0, batchesPerEpoch, all);
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
