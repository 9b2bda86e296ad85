package io.unmask.experiments.store;

import io.unmask.config.BadInputException;
import io.unmask.files.ProcessLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second {@code run} out of an experiment that is being run; the system releases it when a process dies. Some
 * network file systems have no locks: there nobody is kept out, and no result depends on it, since files are whole or absent
 * and two that write one write the same.
 */
public final class RunLock implements AutoCloseable {
    /** Longer than an interrupted process may take to save its checkpoint. */
    private static final long PATIENCE_NANOS = 40_000_000_000L;

    private static final long POLL_MILLIS = 100;

    private final ProcessLock lock;

    private RunLock(ProcessLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @param file the lock of a run folder
     * @throws BadInputException if another process holds it, or the folder cannot be written
     */
    public static RunLock take(Path file) {
        RunLock lock = tryTake(file);
        if (lock == null) {
            throw new BadInputException(file.getParent() + ": process " + holder(file) + " is running this experiment."
                    + " Wait for it, stop it, or put the results elsewhere with --results DIR.");
        }
        return lock;
    }

    /**
     * Takes the lock when it is free, for a process whose predecessor is ending.
     *
     * @param file the lock of a trial folder
     * @throws BadInputException if another process holds it for long, or the folder cannot be written
     * @throws InterruptedException if the thread was interrupted
     */
    public static RunLock await(Path file) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        RunLock lock = tryTake(file);
        while (lock == null && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            lock = tryTake(file);
        }
        if (lock == null) {
            throw new BadInputException(file.getParent() + ": process " + holder(file) + " is still working on this"
                    + " trial. Wait for it or stop it, then run again.");
        }
        return lock;
    }

    private static String holder(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "of an unknown number";
        }
    }

    private static @Nullable RunLock tryTake(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ProcessLock lock = ProcessLock.tryTake(file);
            if (lock == null) {
                return null;
            }
            String pid = ProcessHandle.current().pid() + "\n";
            lock.channel().truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
            return new RunLock(lock);
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": cannot be written (" + e.getMessage() + "). Free the place or put the results"
                            + " elsewhere with --results DIR.",
                    e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
