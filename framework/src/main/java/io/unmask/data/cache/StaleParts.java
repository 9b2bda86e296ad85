package io.unmask.data.cache;

import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Removes what killed writers left behind: half files that nobody holds a lock on any more. */
final class StaleParts {
    /** A writer that has just finished gives its lock back a moment before it renames the file. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private StaleParts() {}

    /** Removes the half files of a folder whose names contain a text. */
    static void delete(Path folder, String containing) {
        for (Path part : parts(folder, containing)) {
            try {
                Instant changed = Files.getLastModifiedTime(part).toInstant();
                if (changed.isBefore(Instant.now().minus(GRACE)) && isFree(part)) {
                    Files.deleteIfExists(part);
                }
            } catch (IOException | OverlappingFileLockException e) {
                // In use, gone already or not ours to delete.
            }
        }
    }

    private static List<Path> parts(Path folder, String containing) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.contains(containing) && name.endsWith(WholeFile.PART);
                    })
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isFree(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        }
    }
}
