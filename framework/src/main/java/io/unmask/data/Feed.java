package io.unmask.data;

import java.util.Iterator;

/** Batches for training: what the loop needs of the loader, and no more. */
public interface Feed {
    /** Batches of one epoch. */
    int batchesPerEpoch();

    /**
     * The batches of an epoch from one of them on. Order and content depend on the epoch alone, never on the
     * number of workers, so a resumed run sees what the first one would have seen.
     *
     * @param epoch counted from 0
     * @param firstBatch counted from 0; later than 0 when an epoch is resumed
     */
    Batches epoch(int epoch, int firstBatch);

    /** Batches being made ahead of the consumer; closing stops the workers. */
    interface Batches extends Iterator<HostBatch>, AutoCloseable {
        @Override
        void close();
    }
}
