package io.unmask.experiments.run;

import io.unmask.data.HostBatch;
import java.util.Iterator;

/** Watches how a set is scored. */
public interface ScoringListener {
    /** Watches nothing. */
    ScoringListener SILENT = new ScoringListener() {};

    /** Stands between the loader and the network. */
    default Iterator<HostBatch> watched(Iterator<HostBatch> batches) {
        return batches;
    }

    /** The scores of a batch have come from the device; what is made of them comes next. */
    default void scored(int pictures) {}
}
