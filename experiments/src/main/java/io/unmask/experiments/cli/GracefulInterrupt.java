package io.unmask.experiments.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the working thread and gives it some seconds to save a checkpoint. A kill
 * without that time loses work, never correctness.
 */
final class GracefulInterrupt implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final int INTERRUPTED = 130;
    private static final int LAST_WORDS_MILLIS = 200;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    private GracefulInterrupt(Thread worker) {
        hook = new Thread(() -> interruptAndWait(worker), "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static GracefulInterrupt ofThisThread() {
        return new GracefulInterrupt(Thread.currentThread());
    }

    /** Does the same when a stream ends: the output of a process that has ended, however it did. */
    void whenInputEnds(InputStream input) {
        Thread watch = new Thread(() -> {
            try {
                while (input.read() >= 0) {
                    // Nothing is asked of what comes.
                }
            } catch (IOException e) {
                // As good as an end.
            }
            // Runs the hook, which gives the worker its time.
            System.exit(INTERRUPTED);
        });
        watch.setDaemon(true);
        watch.start();
    }

    private void interruptAndWait(Thread worker) {
        worker.interrupt();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("stopped in the middle of a step; the last checkpoint is whole");
            } else {
                // The process is gone when this hook ends: the worker still has to say that it was interrupted.
                worker.join(LAST_WORDS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is going down already.
        }
    }
}
