package io.unmask.train;

import io.unmask.model.detector.DetectorNet;
import java.util.Map;

/** Scores the network on validation data; the one thing that the loop needs of later stages. */
@FunctionalInterface
public interface Validation {
    /**
     * Metrics by name, among them the one that {@link Select} names.
     *
     * @param net the network with the weights that would be kept: the averaged ones if there is an average
     * @param epoch counted from 1
     */
    Map<String, Double> metrics(DetectorNet net, int epoch);
}
