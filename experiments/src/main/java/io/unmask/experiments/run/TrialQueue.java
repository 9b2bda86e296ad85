package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.experiments.plan.Trial;
import io.unmask.train.DivergedException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs trials in their order, some at a time; one that fails does not stop the others. */
final class TrialQueue {
    /** A trial that is told to end saves its checkpoint first. */
    private static final long PATIENCE_SECONDS = 30;

    private final Deque<Trial> waiting;
    private final TrialExecutor executor;
    private final Board board;
    private final List<Failure> failures = new ArrayList<>();

    TrialQueue(List<Trial> trials, TrialExecutor executor, Board board) {
        this.waiting = new ArrayDeque<>(trials);
        this.executor = executor;
        this.board = board;
    }

    /**
     * A trial that has no result.
     *
     * @param id the trial
     * @param why what happened
     * @param badInput whether the input or the environment was at fault
     */
    record Failure(String id, String why, boolean badInput) {
        @Override
        public String toString() {
            return id + ": " + why;
        }
    }

    /**
     * Runs them all.
     *
     * @param jobs trials at a time
     * @return those that failed, in the order in which they did
     * @throws InterruptedException if this thread was interrupted; trials that run are told, and have ended then
     */
    List<Failure> run(int jobs) throws InterruptedException {
        if (jobs == 1) {
            work();
            return List.copyOf(failures);
        }
        ExecutorService pool = Executors.newFixedThreadPool(jobs, task -> new Thread(task, "trials"));
        try {
            List<Future<@Nullable Void>> workers = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                workers.add(pool.submit(() -> {
                    work();
                    return null;
                }));
            }
            for (Future<@Nullable Void> worker : workers) {
                await(worker);
            }
            synchronized (this) {
                return List.copyOf(failures);
            }
        } finally {
            pool.shutdownNow();
            pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void await(Future<@Nullable Void> worker) throws InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException(e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException("nobody cancels trials", e);
        }
    }

    private synchronized @Nullable Trial next() {
        return waiting.poll();
    }

    private synchronized void add(Failure failure) {
        failures.add(failure);
    }

    private void work() throws InterruptedException {
        for (Trial trial = next(); trial != null; trial = next()) {
            try {
                executor.run(trial, board.begin(trial.id()));
                board.finished(trial.id());
            } catch (BadInputException e) {
                throwIfInterrupted(trial.id(), e);
                fail(trial, String.valueOf(e.getMessage()), true);
            } catch (DivergedException | TrialFailedException e) {
                fail(trial, String.valueOf(e.getMessage()), false);
            }
        }
    }

    /** A file that was being written when the user stopped the run is nobody's mistake. */
    static void throwIfInterrupted(String trial, BadInputException failure) throws InterruptedException {
        if (Thread.interrupted() || failure.getCause() instanceof ClosedByInterruptException) {
            throw (InterruptedException) new InterruptedException(trial + " was interrupted").initCause(failure);
        }
    }

    private void fail(Trial trial, String why, boolean badInput) {
        add(new Failure(trial.id(), why, badInput));
        board.failed(trial.id(), why);
    }
}
