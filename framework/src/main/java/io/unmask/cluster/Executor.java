package io.unmask.cluster;

import io.unmask.config.Family;
import org.jspecify.annotations.Nullable;

/** Where the parts of a work run that do not depend on each other: trials of an experiment, shares of a data set. */
@Family("executor")
public interface Executor {
    /** The cluster that takes them; null where this process does them itself. */
    @Nullable
    Cluster cluster();

    /**
     * Processor cores of one of them.
     *
     * @param here those of this machine
     */
    int cores(int here);
}
