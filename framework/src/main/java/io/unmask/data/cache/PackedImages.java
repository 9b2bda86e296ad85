package io.unmask.data.cache;

import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.data.Pixels;
import io.unmask.files.WholeFile;
import io.unmask.media.Image;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of pictures in one file, uncompressed and mapped into memory: reading one is a copy. The file is named
 * by a hash of its key, the text of everything that its content depends on, so another content is another
 * file. It appears when it is whole; two processes that want it at the same time make it once where the file system has locks,
 * and elsewhere do not disturb each other.
 *
 * <p>Layout, big-endian: the header and table of {@link PackedTable}, then the pixels. Every picture has a
 * checksum, tested at each read; header, table and length of the file are tested when it is opened.
 */
public final class PackedImages {
    private static final String SUFFIX = ".packed";
    /** Maps are limited to 2 GB each; every map runs on far enough to hold the picture that starts at its end. */
    private static final long SEGMENT_BYTES = 1L << 30;

    private static final int HASH_BYTES = 10;
    private static final Map<Path, Object> BUILDING = new ConcurrentHashMap<>();

    private final Path file;
    private final PackedTable table;
    private final MappedByteBuffer[] segments;

    private PackedImages(Path file, PackedTable table, MappedByteBuffer[] segments) {
        this.file = file;
        this.table = table;
        this.segments = segments;
    }

    /** Makes the pictures of a set. */
    @FunctionalInterface
    public interface Producer {
        /**
         * Puts every picture, in any order, from one thread at a time.
         *
         * @throws InterruptedException if the thread is interrupted; nothing is kept then
         */
        void produce(Sink sink) throws IOException, InterruptedException;
    }

    /** Takes the pictures of a set. */
    public interface Sink {
        /** One picture. */
        void put(int index, Image image) throws IOException;

        /** A picture that cannot be read; reading it from the cache gives the same message. */
        void unreadable(int index, String message) throws IOException;

        /** A picture as the bytes of a file, JPEG or PNG; reading it decodes. */
        void encoded(int index, byte[] file, boolean grey) throws IOException;

        /** A text in the place of a picture. */
        void text(int index, String text) throws IOException;
    }

    /**
     * The set, made if it is not there or damaged.
     *
     * @param folder where caches are
     * @param name start of the file's name, for people: "self_blended-hq"
     * @param key everything that the content depends on
     * @param size number of pictures
     * @throws BadInputException if the folder cannot be written
     * @throws InterruptedException if the making is interrupted
     */
    public static PackedImages open(
            Path folder, String name, String key, int size, Producer producer, BuildListener listener)
            throws InterruptedException {
        PackedImages found = find(folder, name, key, listener);
        return found != null ? found : make(folder, name, key, size, producer, listener);
    }

    /** Makes a set that was not there, or waits for whoever makes it. */
    @SuppressWarnings("try") // the turn is held, not used
    static PackedImages make(Path folder, String name, String key, int size, Producer producer, BuildListener listener)
            throws InterruptedException {
        synchronized (lock(folder, name, key)) {
            try (MakingTurn turn = MakingTurn.await(file(folder, name, key), listener)) {
                PackedImages found = find(folder, name, key, BuildListener.SILENT);
                return found != null ? found : build(folder, name, key, size, producer);
            }
        }
    }

    /** The set if it is there and whole; a damaged one is reported to the listener and otherwise ignored. */
    static @Nullable PackedImages find(Path folder, String name, String key, BuildListener listener) {
        Path file = file(folder, name, key);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return map(file, key);
        } catch (IOException e) {
            listener.message(file + ": damaged (" + e.getMessage() + "); it is made anew");
            return null;
        }
    }

    /** Makes the set, in place of one that may be there. */
    static PackedImages build(Path folder, String name, String key, int size, Producer producer)
            throws InterruptedException {
        Path file = file(folder, name, key);
        synchronized (lock(folder, name, key)) {
            StaleParts.delete(folder, SUFFIX + ".");
            try {
                WholeFile.produce(file, part -> write(part, key, size, producer));
                return map(file, key);
            } catch (IOException e) {
                throw new BadInputException(file + ": cannot be read back: " + e.getMessage(), e);
            } catch (BadInputException e) {
                if (e.getCause() instanceof InterruptedIOException) {
                    throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
                }
                throw e;
            }
        }
    }

    private static void write(Path part, String key, int size, Producer producer) throws IOException {
        try (PackedWriter writer = new PackedWriter(part, key, size)) {
            producer.produce(writer);
            writer.finish();
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static PackedImages map(Path file, String key) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            PackedTable table = PackedTable.read(channel);
            if (!table.key().equals(key)) {
                throw new IOException("it has another content than its name says");
            }
            int count = (int) ((channel.size() + SEGMENT_BYTES - 1) / SEGMENT_BYTES);
            MappedByteBuffer[] segments = new MappedByteBuffer[count];
            for (int i = 0; i < count; i++) {
                long start = i * SEGMENT_BYTES;
                long length = Math.min(channel.size() - start, SEGMENT_BYTES + table.largest());
                segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, length);
            }
            return new PackedImages(file, table, segments);
        }
    }

    /** Number of pictures. */
    public int size() {
        return table.size();
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /** One picture, read when asked for; its pixels and their checksum are tested at each read. */
    public Pixels pixels(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(index + " of " + size());
        }
        return new Packed(this, index);
    }

    private Image read(int index) {
        byte[] bytes = new byte[table.length(index)];
        long offset = table.offset(index);
        ByteBuffer segment = segments[(int) (offset / SEGMENT_BYTES)];
        segment.get((int) (offset % SEGMENT_BYTES), bytes);
        return table.image(file, index, bytes);
    }

    private static Object lock(Path folder, String name, String key) {
        Path file = file(folder, name, key).toAbsolutePath().normalize();
        return BUILDING.computeIfAbsent(file, path -> new Object());
    }

    private static Path file(Path folder, String name, String key) {
        return folder.resolve(name + "-" + hash(key) + SUFFIX);
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Packed(PackedImages set, int index) implements Pixels {
        @Override
        public Image read() {
            return set.read(index);
        }

        @Override
        public String describe() {
            return set.file + ", picture " + index;
        }

        /** The name holds a hash of all that the content depends on; where the file lies is not part of it. */
        @Override
        public String fingerprint() {
            return set.file.getFileName() + " " + index;
        }
    }
}
