package io.unmask.experiments.bench;

import io.unmask.data.HostBatch;
import io.unmask.experiments.run.ScoringListener;
import java.util.Iterator;

/**
 * Times the parts of one pass over a set. Scores are read back from the device batch by batch, so that the parts are true on
 * a GPU, too.
 */
final class ScoringClock implements ScoringListener {
    private static final double NANOS = 1e9;

    private long last = System.nanoTime();
    private long waiting;
    private long network;
    private long metrics;
    private int pictures;

    @Override
    public Iterator<HostBatch> watched(Iterator<HostBatch> batches) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                // What came before is the end of the batch before.
                metrics += lap();
                boolean more = batches.hasNext();
                waiting += lap();
                return more;
            }

            @Override
            public HostBatch next() {
                HostBatch batch = batches.next();
                waiting += lap();
                return batch;
            }
        };
    }

    @Override
    public void scored(int count) {
        network += lap();
        pictures += count;
    }

    /** The metrics of the set are made. */
    void finish() {
        metrics += lap();
    }

    private long lap() {
        long now = System.nanoTime();
        long passed = now - last;
        last = now;
        return passed;
    }

    int pictures() {
        return pictures;
    }

    /** Seconds of waiting, of the network, of the metrics. */
    double[] parts() {
        return new double[] {waiting / NANOS, network / NANOS, metrics / NANOS};
    }
}
