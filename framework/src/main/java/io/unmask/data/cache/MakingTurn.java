package io.unmask.data.cache;

import io.unmask.data.BuildListener;
import io.unmask.files.ProcessLock;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The turn of a process to make a file of the cache. Processes that want the same file at the same time, such as the tasks of
 * a cluster, take turns, and all but the first find it made. Where the file system has no locks every process has its turn
 * at once, and each makes the file.
 */
final class MakingTurn implements AutoCloseable {
    private static final long POLL_MILLIS = 200;
    /** A maker that has written nothing for so long may be on a machine that is gone. */
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private final Path file;
    private final @Nullable ProcessLock lock;

    private MakingTurn(Path file, @Nullable ProcessLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Waits for the turn.
     *
     * @param target the file that is to be made
     * @param listener hears if another process makes it
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    static MakingTurn await(Path target, BuildListener listener) throws InterruptedException {
        Path file = target.resolveSibling(target.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ProcessLock lock = ProcessLock.tryTake(file);
            if (lock == null) {
                listener.message(target + ": another process makes it; waiting");
                lock = await(target, file);
            }
            return new MakingTurn(file, lock);
        } catch (IOException e) {
            // Making the file will say what is wrong with the folder.
            return new MakingTurn(file, null);
        }
    }

    private static @Nullable ProcessLock await(Path target, Path file) throws IOException, InterruptedException {
        ProcessLock lock = null;
        Set<String> before = Set.of();
        long changed = System.nanoTime();
        while (lock == null && System.nanoTime() - changed < PATIENCE_NANOS) {
            Thread.sleep(POLL_MILLIS);
            lock = ProcessLock.tryTake(file);
            Set<String> now = parts(target);
            if (!now.equals(before)) {
                before = now;
                changed = System.nanoTime();
            }
        }
        return lock;
    }

    /** What the maker has written so far: names and sizes. */
    private static Set<String> parts(Path target) throws IOException {
        Set<String> parts = new HashSet<>();
        try (Stream<Path> files = Files.list(target.toAbsolutePath().getParent())) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(String.valueOf(target.getFileName())) && name.endsWith(WholeFile.PART)) {
                    parts.add(name + " " + Files.size(file));
                }
            }
        }
        return parts;
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // An empty file may stay.
            }
            lock.close();
        }
    }
}
