package io.unmask.files;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an LMDB environment: values by key from its main database, as the last transaction left it when the file was
 * opened. It needs no native library, takes no lock and writes nothing, so media that cannot be written will do; the
 * file must not be written to meanwhile. Safe for any thread.
 *
 * <p>The format is that of LMDB 0.9 (data version 1) on 64-bit little-endian machines, which are all that people have:
 * two meta pages, then a B+ tree of branch and leaf pages, long values in runs of overflow pages (mdb.c of
 * OpenLDAP's liblmdb).
 */
public final class LmdbFile {
    private static final String NAME = "data.mdb";
    static final int HEADER = 16;
    private static final int MAGIC = 0xBEEFC0DE;
    private static final int DATA_VERSION = 1;
    private static final int META_BYTES = HEADER + 24 + 2 * 48 + 16;
    private static final int MAIN = HEADER + 24 + 48;

    private static final int META = 0x08;
    /** Flags of a database that change the order of its keys, or put several values under one. */
    private static final int OTHER_ORDERS = 0x02 | 0x04 | 0x08;

    private static final int DEEPEST = 32;
    private static final long SEGMENT_BYTES = 1L << 30;

    private final Path file;
    private final long length;
    private final MappedByteBuffer[] segments;
    private final int pageBytes;
    private final long root;
    private final long entries;

    private LmdbFile(Path file, long length, MappedByteBuffer[] segments, ByteBuffer meta, int pageBytes) {
        this.file = file;
        this.length = length;
        this.segments = segments;
        this.pageBytes = pageBytes;
        entries = meta.getLong(MAIN + 32);
        root = meta.getLong(MAIN + 40);
        if ((meta.getShort(MAIN + 4) & OTHER_ORDERS) != 0) {
            throw new BadInputException(file + ": an LMDB whose keys are numbers, reversed, or doubled; expected one"
                    + " with a value for each name");
        }
    }

    /** Whether a folder, or a file itself, is an LMDB environment by its name. */
    public static boolean isAt(Path folderOrFile) {
        return Files.isRegularFile(dataFile(folderOrFile));
    }

    /**
     * Opens an environment.
     *
     * @param folderOrFile the folder with data.mdb, or the file of an environment without a folder
     * @throws BadInputException if it is missing, cut off, or not an LMDB that can be read; says which
     */
    public static LmdbFile open(Path folderOrFile) {
        Path file = dataFile(folderOrFile);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            ByteBuffer first = meta(channel, file, 0);
            int pageBytes = first.getInt(HEADER + 24);
            if (pageBytes < 512 || pageBytes > 65536 || Integer.bitCount(pageBytes) != 1) {
                throw new BadInputException(file + ": damaged: pages of " + pageBytes + " bytes");
            }
            ByteBuffer second = meta(channel, file, pageBytes);
            ByteBuffer last = transaction(second) > transaction(first) ? second : first;
            MappedByteBuffer[] segments = new MappedByteBuffer[(int) ((length + SEGMENT_BYTES - 1) / SEGMENT_BYTES)];
            for (int i = 0; i < segments.length; i++) {
                long start = i * SEGMENT_BYTES;
                segments[i] =
                        channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(SEGMENT_BYTES, length - start));
            }
            return new LmdbFile(file, length, segments, last, pageBytes);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file; expected an LMDB environment", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private static Path dataFile(Path folderOrFile) {
        return Files.isDirectory(folderOrFile) ? folderOrFile.resolve(NAME) : folderOrFile;
    }

    private static ByteBuffer meta(FileChannel channel, Path file, long at) throws IOException {
        ByteBuffer meta = ByteBuffer.allocate(META_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (meta.hasRemaining() && channel.read(meta, at + meta.position()) >= 0) {
            // Reads on until the page's start is whole or the file ends.
        }
        if (meta.hasRemaining() || meta.getInt(HEADER) != MAGIC || (meta.getShort(10) & META) == 0) {
            throw new BadInputException(file + ": not an LMDB file, or one that is cut off (" + channel.size()
                    + " bytes), or one of a 32-bit or big-endian machine");
        }
        if (meta.getInt(HEADER + 4) != DATA_VERSION) {
            throw new BadInputException(file + ": an LMDB of data version " + meta.getInt(HEADER + 4)
                    + "; version 1 (LMDB 0.9) can be read");
        }
        return meta;
    }

    private static long transaction(ByteBuffer meta) {
        return meta.getLong(MAIN + 56);
    }

    /** The file with the data. */
    public Path file() {
        return file;
    }

    /** Number of values. */
    public long size() {
        return entries;
    }

    /**
     * A value.
     *
     * @param key the name, in UTF-8
     * @return its bytes, or null where there is none
     * @throws BadInputException if the file is damaged or cut off
     */
    public byte @Nullable [] get(String key) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        LmdbPage leaf = leaf(wanted);
        int at = leaf == null ? -1 : leaf.find(wanted);
        return leaf == null || at < 0 ? null : value(leaf, at);
    }

    /** Whether there is a value, without reading it. */
    public boolean has(String key) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        LmdbPage leaf = leaf(wanted);
        return leaf != null && leaf.find(wanted) >= 0;
    }

    private @Nullable LmdbPage leaf(byte[] wanted) {
        long number = root;
        for (int depth = 0; depth < DEEPEST && number != -1; depth++) {
            LmdbPage page = page(number);
            if (page.isLeaf()) {
                return page;
            }
            number = page.childFor(wanted);
        }
        if (number != -1) {
            throw damaged("a tree deeper than " + DEEPEST);
        }
        return null;
    }

    private byte[] value(LmdbPage leaf, int index) {
        if (leaf.isDatabase(index)) {
            throw new BadInputException(file + ": \"" + new String(leaf.key(index), StandardCharsets.UTF_8)
                    + "\" is a database of its own; expected values in the main one");
        }
        long first = leaf.longValuePage(index);
        if (first < 0) {
            return leaf.shortValue(index);
        }
        LmdbPage.requireOverflow(bytes(first * pageBytes, HEADER), file);
        return bytes(first * pageBytes + HEADER, leaf.valueBytes(index));
    }

    /** Some of the names, the first ones in order: for messages. */
    public List<String> firstKeys(int most) {
        LmdbPage leaf = leaf(new byte[0]);
        List<String> keys = new ArrayList<>();
        for (int i = 0; leaf != null && i < Math.min(most, leaf.size()); i++) {
            keys.add(new String(leaf.key(i), StandardCharsets.UTF_8));
        }
        return keys;
    }

    private LmdbPage page(long number) {
        if (number < 2 || number >= length / pageBytes) {
            throw damaged("page " + number + " is outside the file of " + length + " bytes");
        }
        return new LmdbPage(bytes(number * pageBytes, pageBytes), file);
    }

    private byte[] bytes(long start, int count) {
        if (start < 0 || count < 0 || start + count > length) {
            throw damaged("bytes " + start + " to " + (start + count) + " are outside the file of " + length);
        }
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            long at = start + done;
            MappedByteBuffer segment = segments[(int) (at / SEGMENT_BYTES)];
            int within = (int) (at % SEGMENT_BYTES);
            int part = Math.min(count - done, segment.capacity() - within);
            segment.get(within, bytes, done, part);
            done += part;
        }
        return bytes;
    }

    private BadInputException damaged(String what) {
        return LmdbPage.damaged(file, what);
    }
}
