package io.unmask.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one process at a time can hold; the system gives it back when the process dies. Some network file systems have
 * no locks: there nobody is kept out, so that nothing may depend on a lock but work that would be done twice.
 */
public final class ProcessLock implements AutoCloseable {
    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a file, which is made if it is not there.
     *
     * @return null if another process, or another thread of this one, holds it
     * @throws IOException if the file cannot be opened
     */
    public static @Nullable ProcessLock tryTake(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel)) {
            return new ProcessLock(channel);
        }
        channel.close();
        return null;
    }

    /**
     * Takes the lock of a file that is open for writing, until it is closed.
     *
     * @return false if another process, or another thread of this one, holds it
     */
    public static boolean tryLock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // A file system without locks.
            return true;
        }
    }

    /** The file whose lock it is, for what the holder wants to write there. */
    public FileChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The system releases the lock when the process ends.
        }
    }
}
