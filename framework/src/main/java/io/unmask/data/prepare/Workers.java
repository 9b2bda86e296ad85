package io.unmask.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Several threads that work through a list, each with what it needs for itself. */
final class Workers {
    private static final int PATIENCE_SECONDS = 5;

    private Workers() {}

    /**
     * What one thread does.
     *
     * @param <T> what it works on
     */
    interface Worker<T> extends AutoCloseable {
        /** Works on one item; returns why nothing came of it. */
        Optional<LeftOut> work(T item) throws InterruptedException;

        @Override
        default void close() {}
    }

    /**
     * Works through a list.
     *
     * @param count threads
     * @param maker makes what a thread needs; called by each of them
     * @return for each item why nothing came of it, in the order of the items
     * @throws InterruptedException if the thread is interrupted; nobody works any more then
     */
    static <T> List<Optional<LeftOut>> run(
            List<T> items, int count, Supplier<? extends Worker<T>> maker, PrepareListener listener)
            throws InterruptedException {
        List<Optional<LeftOut>> results = new ArrayList<>();
        items.forEach(item -> results.add(Optional.empty()));
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "prepare");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(pool.submit(() -> {
                    try (Worker<T> worker = maker.get()) {
                        for (int k = next.getAndIncrement(); k < items.size(); k = next.getAndIncrement()) {
                            // Every thread sets places of its own; the futures make them seen.
                            results.set(k, worker.work(items.get(k)));
                            listener.done(results.get(k));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> worker : running) {
                await(worker);
            }
            return results;
        } finally {
            end(pool);
        }
    }

    /** Nobody writes any more when this returns, however the run ends. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            while (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                // A native detector does not hear of the interruption before its frame is done.
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> worker) throws InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interruption) {
                throw interruption;
            }
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        }
    }
}
