package io.unmask.data.load;

import io.unmask.config.BadInputException;
import io.unmask.data.Feed;
import io.unmask.data.HostBatch;
import io.unmask.data.HostBatch.SampleRef;
import io.unmask.data.Sample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one pass. Workers make single samples, in order, for a few batches ahead; the consumer puts
 * them together, so nothing depends on which worker was when done. One consumer thread.
 */
final class BatchStream implements Feed.Batches {
    private static final int CLOSE_SECONDS = 5;

    private final SampleMaker maker;
    private final Collator collator;
    private final LoaderSettings settings;
    private final int[] order;
    private final int epoch;
    private final int batches;
    private final boolean mayBeEmpty;
    private final ExecutorService workers;
    private final ArrayDeque<List<Future<Made>>> ahead = new ArrayDeque<>();
    private int nextBatch;
    private @Nullable HostBatch ready;

    /**
     * A pass over the order, or a part of it.
     *
     * @param firstBatch where to begin
     * @param batches where to end
     * @param mayBeEmpty whether a batch with no readable sample is passed over, or an error
     */
    BatchStream(
            SampleMaker maker,
            LoaderSettings settings,
            int[] order,
            int epoch,
            int firstBatch,
            int batches,
            boolean mayBeEmpty) {
        this.maker = maker;
        this.collator = new Collator(settings);
        this.settings = settings;
        this.order = order;
        this.epoch = epoch;
        this.nextBatch = firstBatch;
        this.batches = batches;
        this.mayBeEmpty = mayBeEmpty;
        this.workers = Executors.newFixedThreadPool(settings.workers(), work -> {
            Thread thread = new Thread(work, "loader");
            thread.setDaemon(true);
            return thread;
        });
        submit();
    }

    private record Made(SampleRef ref, List<Sample> frames) {}

    @Override
    public boolean hasNext() {
        while (ready == null && !ahead.isEmpty()) {
            HostBatch batch = join(ahead.remove());
            submit();
            if (batch.size() > 0) {
                ready = batch;
            } else if (!mayBeEmpty) {
                throw fail(new BadInputException("none of the pictures of a training batch can be read"));
            }
        }
        if (ready == null) {
            workers.shutdown();
        }
        return ready != null;
    }

    @Override
    public HostBatch next() {
        if (!hasNext() || ready == null) {
            throw new NoSuchElementException("the pass is over");
        }
        HostBatch batch = ready;
        ready = null;
        return batch;
    }

    @Override
    public void close() {
        ahead.clear();
        ready = null;
        workers.shutdownNow();
        try {
            // Workers end after the sample at hand; waiting keeps them from reading files that are being removed.
            workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit() {
        while (ahead.size() < settings.batchesAhead() && nextBatch < batches) {
            int from = nextBatch++ * settings.batchSize();
            int to = Math.min(from + settings.batchSize(), order.length);
            List<Future<Made>> batch = new ArrayList<>(to - from);
            for (int i = from; i < to; i++) {
                int place = i;
                batch.add(workers.submit(
                        () -> new Made(maker.ref(order[place]), maker.make(order[place], epoch, place))));
            }
            ahead.add(batch);
        }
    }

    private HostBatch join(List<Future<Made>> futures) {
        List<SampleRef> refs = new ArrayList<>(futures.size());
        List<Sample> samples = new ArrayList<>(futures.size());
        for (Future<Made> future : futures) {
            Made made = await(future);
            if (!made.frames().isEmpty()) {
                refs.add(made.ref());
                samples.addAll(made.frames());
            }
        }
        return collator.batch(refs, samples);
    }

    /** Waits even if interrupted: the training loop looks at the interruption between two steps. */
    private Made await(Future<Made> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (CancellationException e) {
                    throw fail(new IllegalStateException("the batches were closed", e));
                } catch (ExecutionException e) {
                    throw fail(e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RuntimeException fail(RuntimeException error) {
        close();
        return error;
    }
}
