package io.unmask.model.detector;

import io.unmask.model.Inputs;
import io.unmask.model.Prediction;

/** Runs a part of a network over a training batch: the whole batch at once, or each share of it in a copy of the network. */
@FunctionalInterface
public interface Division {
    /** At once. */
    Division NONE = (net, inputs, part) -> part.of(net, inputs);

    /** A part of a network. */
    @FunctionalInterface
    interface Part {
        /**
         * Runs it.
         *
         * @param net the network, or a copy of it
         * @param share the batch, or a share of it
         * @return rows of every output in the order of the pictures, as many for each
         */
        Prediction of(DetectorNet net, Inputs share);
    }

    /**
     * Runs a part over a batch.
     *
     * @return as {@link Part#of} would, for the whole batch
     */
    Prediction run(DetectorNet net, Inputs inputs, Part part);
}
