package io.unmask.data.prepare;

import io.unmask.config.BadInputException;
import io.unmask.data.cache.PackFile;
import io.unmask.data.video.Recording;
import io.unmask.files.Sha256;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * The folder that crops go into: {@code settings.txt} (what shaped the crops), {@code packs/} (a packed file a video),
 * {@code frames.csv}, {@code videos.csv}, {@code skipped.csv}, and {@code manifest.json}, written last.
 *
 * @param path where it is
 * @param fingerprint what shapes its crops, a line each
 */
record PreparedFolder(Path path, List<String> fingerprint) {
    static final String FRAMES = "frames.csv";
    static final String VIDEOS = "videos.csv";
    static final String SKIPPED = "skipped.csv";
    static final String MANIFEST = "manifest.json";
    private static final String SETTINGS = "settings.txt";
    private static final int HASH_DIGITS = 20;
    /** packs, data set, method, compression, file. */
    private static final int DEPTH = 5;

    /** Keeps others out of the folder until it is closed. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Makes the folder, or goes on in one that was begun; clears away what killed runs left half-written.
     *
     * @param alone whether nobody else may work in it meanwhile; several shares do
     * @throws BadInputException if it holds crops of other settings, another process works in it, or it cannot be written
     */
    Hold begin(boolean alone) {
        begin();
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve(SETTINGS), StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, !alone);
            if (lock == null) {
                channel.close();
                throw new BadInputException(
                        path + ": another process prepares into this folder; wait for it, or stop it");
            }
            if (alone) {
                WholeFile.deleteParts(path, DEPTH);
            }
            return () -> release(channel);
        } catch (IOException e) {
            // A file system without locks: parts of killed runs stay, which harms nothing.
            return () -> {};
        }
    }

    private static void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The system releases the lock when the process ends.
        }
    }

    private void begin() {
        Path file = path.resolve(SETTINGS);
        String text = String.join("\n", fingerprint) + "\n";
        if (Files.exists(file)) {
            requireSame(file);
        } else {
            WholeFile.write(file, text);
        }
    }

    private void requireSame(Path file) {
        List<String> before;
        try {
            before = Files.readAllLines(file);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
        StringBuilder differences = new StringBuilder();
        for (String line : before) {
            differences.append(fingerprint.contains(line) ? "" : "\n    there: " + line);
        }
        for (String line : fingerprint) {
            differences.append(before.contains(line) ? "" : "\n    asked: " + line);
        }
        if (!differences.isEmpty()) {
            throw new BadInputException(
                    path + ": holds crops that were made with other settings; name another folder as output, or"
                            + " delete this one" + differences);
        }
    }

    /** Everything that decides on a pack, but for the pixels of the video. */
    String packKey(Recording recording) {
        return String.join("\n", fingerprint) + "\n" + String.join("\n", FrameRow.recording(recording)) + "\nfile "
                + recording.file().getFileName();
    }

    /** The pack of a recording below the folder: readable, and unlike any other's. */
    String packName(Recording recording) {
        String hash = Sha256.of(packKey(recording)).substring(0, HASH_DIGITS);
        List<String> fields = FrameRow.recording(recording);
        return "packs/" + safe(fields.get(0)) + "/" + safe(fields.get(1)) + "/" + fields.get(2) + "/"
                + safe(fields.get(3)) + "-" + hash + ".packed";
    }

    /** A name that no other has, readable where it is a plain one. */
    static String unique(String name) {
        String safe = safe(name);
        return safe.equals(name) ? safe : safe + "-" + Sha256.of(name).substring(0, 8);
    }

    static String safe(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.length() > 80 ? plain.substring(0, 80) : plain.startsWith(".") ? "_" + plain : plain;
    }

    /** Whether the pack of a recording is there, whole, and not older than what it was made of. */
    boolean has(Recording recording) {
        Path pack = path.resolve(packName(recording));
        try {
            FileTime made = Files.getLastModifiedTime(pack);
            return made.compareTo(Files.getLastModifiedTime(recording.file())) >= 0
                    && (recording.mask() == null || made.compareTo(Files.getLastModifiedTime(recording.mask())) >= 0)
                    && new PackFile(pack).key().startsWith(packKey(recording));
        } catch (IOException | BadInputException e) {
            // Missing or damaged either way, and made anew.
            return false;
        }
    }

    /** The row of the video and the rows of its frames, from its pack. */
    List<String> rows(Recording recording) {
        return new PackFile(path.resolve(packName(recording)))
                .lastText()
                .lines()
                .toList();
    }
}
