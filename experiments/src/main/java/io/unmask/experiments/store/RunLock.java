package io.unmask.experiments.store;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second {@code run} out of an experiment that is being run; the system releases it when a process dies. */
public final class RunLock implements AutoCloseable {
    private final FileChannel channel;
    private final @Nullable FileLock lock;

    private RunLock(FileChannel channel, @Nullable FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @throws BadInputException if another process holds it, or the folder cannot be written
     */
    public static RunLock take(RunFolder folder) {
        Path file = folder.lock();
        try {
            Files.createDirectories(folder.path());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String holder = Files.readString(file).trim();
                channel.close();
                throw new BadInputException(folder.path() + ": process " + holder + " is running this experiment."
                        + " Wait for it, stop it, or put the results elsewhere with --results DIR.");
            }
            String pid = ProcessHandle.current().pid() + "\n";
            channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
            return new RunLock(channel, lock);
        } catch (IOException e) {
            throw new BadInputException(
                    folder.path() + ": cannot be written (" + e.getMessage() + "). Free the place or put the results"
                            + " elsewhere with --results DIR.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.release();
            }
            channel.close();
        } catch (IOException e) {
            // The system releases the lock when the process ends.
        }
    }
}
