package io.unmask.files;

import io.unmask.config.BadInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files that are whole or absent: the content is written beside the final name, forced to the disk, then
 * renamed. A kill at any moment leaves the old file or the new one, never a part.
 */
public final class WholeFile {
    /** Ends the name of a file being written; one left behind by a kill may be deleted. */
    public static final String PART = ".part";

    /** Told apart from every other process, those of other machines included, whose numbers may be the same. */
    private static final String OWN = "." + ProcessHandle.current().pid() + "-"
            + UUID.randomUUID().toString().substring(0, 8);

    private WholeFile() {}

    /** Writes content into a stream. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is buffered and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes content under a path of the caller's choosing. */
    @FunctionalInterface
    public interface Producer {
        /** Writes the file at {@code part}. */
        void writeAt(Path part) throws IOException;
    }

    /**
     * Writes a file, with the folders above it.
     *
     * @throws BadInputException if the place cannot be written (read-only, full disk); nothing is left behind
     */
    public static void write(Path file, Content content) {
        produce(file, part -> {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
            }
        });
    }

    /** Writes text as UTF-8. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** As {@link #write}, for writers that want a path. The part lies in the same folder. */
    public static void produce(Path file, Producer producer) {
        // Named by process, so that two that write the same file do not write into each other's part.
        Path part = file.toAbsolutePath().resolveSibling(file.getFileName() + OWN + PART);
        try {
            Files.createDirectories(part.resolveSibling("."));
            producer.writeAt(part);
            force(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        } catch (UncheckedIOException e) {
            throw cannotWrite(file, new IOException(e));
        } finally {
            deleteQuietly(part);
        }
    }

    /** Writes content under a path of the caller's choosing, and can be interrupted. */
    @FunctionalInterface
    public interface Work {
        /** Writes the file at {@code part}. */
        void writeAt(Path part) throws IOException, InterruptedException;
    }

    /**
     * As {@link #produce}, for work that can be interrupted.
     *
     * @throws InterruptedException if it was; nothing is left behind
     */
    public static void work(Path file, Work work) throws InterruptedException {
        try {
            produce(file, part -> {
                try {
                    work.writeAt(part);
                } catch (InterruptedException e) {
                    throw (IOException) new InterruptedIOException("interrupted").initCause(e);
                }
            });
        } catch (BadInputException e) {
            if (e.getCause() instanceof InterruptedIOException) {
                throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
            }
            throw e;
        }
    }

    /**
     * Deletes what killed processes left of files that they were writing. For a folder that nobody else writes in now.
     *
     * @param folder may be absent
     * @param depth levels of folders to look at; 1 for the files of the folder itself
     * @throws BadInputException if the folder cannot be listed or changed
     */
    public static void deleteParts(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> found = Files.find(
                folder,
                depth,
                (file, attributes) ->
                        attributes.isRegularFile() && file.toString().endsWith(PART))) {
            for (Path part : found.toList()) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new BadInputException(folder + ": files that a killed run left cannot be deleted (" + e + ")", e);
        }
    }

    private static void force(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The part may stay: its name says what it is, and the reason for the failure matters more.
        }
    }

    private static BadInputException cannotWrite(Path file, IOException e) {
        return new BadInputException(
                file + ": cannot be written: " + reason(file, e) + ". Nothing was changed; free the place or choose"
                        + " another with --results DIR, then run the same command again.",
                e);
    }

    private static String reason(Path file, IOException e) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            while (folder != null && !Files.exists(folder)) {
                folder = folder.getParent();
            }
            if (folder != null && Files.getFileStore(folder).getUsableSpace() < 1 << 20) {
                return "the disk is full (" + folder + ")";
            }
            if (folder != null && !Files.isWritable(folder)) {
                return "the folder " + folder + " is read-only for this user";
            }
        } catch (IOException unknown) {
            // Fall through to what the first exception says.
        }
        return String.format(
                Locale.ROOT, "%s (%s)", e.getMessage(), e.getClass().getSimpleName());
    }
}
