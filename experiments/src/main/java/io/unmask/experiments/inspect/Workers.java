package io.unmask.experiments.inspect;

import io.unmask.config.BadInputException;
import io.unmask.experiments.run.Duration;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work on many videos side by side, with its progress and the time left on a stream for messages. */
final class Workers {
    private static final long EVERY_NANOS = 5_000_000_000L;
    private static final int LEAST_TO_TELL = 10;
    private static final double NANOS = 1e9;

    private final PrintStream progress;
    private final int threads;

    Workers(PrintStream progress, int threads) {
        this.progress = progress;
        this.threads = threads;
    }

    /**
     * The results in the order of the work.
     *
     * @param what is done, for the progress: "examined"
     * @throws InterruptedException if the thread is interrupted; what has begun is ended
     */
    <T> List<T> all(String what, List<Callable<T>> work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            work.forEach(each -> futures.add(pool.submit(each)));
            List<T> results = new ArrayList<>();
            long begin = System.nanoTime();
            long told = begin;
            for (Future<T> future : futures) {
                results.add(result(future));
                long now = System.nanoTime();
                if (now - told > EVERY_NANOS) {
                    told = now;
                    double left = (now - begin) / NANOS / results.size() * (work.size() - results.size());
                    // The first results come late and tell little of the rest.
                    String rest = results.size() < LEAST_TO_TELL ? "" : ", " + Duration.text(left) + " left";
                    progress.println(what + " " + results.size() + " of " + work.size() + rest);
                }
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInputException bad) {
                throw bad;
            }
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
