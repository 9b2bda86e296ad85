package io.unmask.data.cache;

import io.unmask.config.BadInputException;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Where each picture of a packed file lies. The file begins with the magic "UNMASKPI", version, number of
 * pictures, length of the file (long), checksum of what follows, length of the key, the key (UTF-8), and 24
 * bytes a picture: width, height, channels, checksum of its pixels, offset (long). A text, such as the message in place of
 * a picture that could not be read, has 0 channels, 0 rows, and as many columns as bytes in UTF-8. A picture kept as the
 * bytes of a file (JPEG, PNG) has -3 channels (colour) or -1 (grey), 0 rows, and as many columns as bytes.
 */
final class PackedTable {
    private static final long MAGIC = 0x554E4D41534B5049L;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 8 + 4 + 4 + 8 + 4 + 4;
    private static final int ENTRY_BYTES = 24;

    private final byte[] key;
    private final ByteBuffer entries;
    private final int size;

    /** An empty table. */
    PackedTable(String key, int size) {
        this(key.getBytes(StandardCharsets.UTF_8), ByteBuffer.allocate(Math.multiplyExact(size, ENTRY_BYTES)), size);
    }

    private PackedTable(byte[] key, ByteBuffer entries, int size) {
        this.key = key;
        this.entries = entries;
        this.size = size;
    }

    static PackedTable read(FileChannel channel) throws IOException {
        ByteBuffer header = readFully(channel, 0, HEADER_BYTES);
        if (header.getLong() != MAGIC) {
            throw new IOException("no file of packed pictures");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new IOException("version " + version + " instead of " + VERSION);
        }
        int size = header.getInt();
        long length = header.getLong();
        int checksum = header.getInt();
        int keyLength = header.getInt();
        long rest = keyLength + (long) size * ENTRY_BYTES;
        if (length != channel.size() || size < 0 || keyLength < 0 || HEADER_BYTES + rest > length) {
            throw new IOException(channel.size() + " bytes instead of " + length);
        }
        ByteBuffer body = readFully(channel, HEADER_BYTES, Math.toIntExact(rest));
        if (checksum(body.duplicate()) != checksum) {
            throw new IOException("wrong checksum of the table");
        }
        byte[] key = new byte[keyLength];
        body.get(key);
        return new PackedTable(key, body.slice(), size);
    }

    /** Writes header and table in front of the pixels. */
    void write(FileChannel channel, long length) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(key.length + entries.capacity());
        body.put(key).put(entries.duplicate().rewind()).flip();
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC).putInt(VERSION).putInt(size).putLong(length);
        header.putInt(checksum(body.duplicate())).putInt(key.length).flip();
        writeFully(channel, header, 0);
        writeFully(channel, body, HEADER_BYTES);
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    void set(int index, int width, int height, int channels, int checksum, long offset) {
        int at = index * ENTRY_BYTES;
        entries.putInt(at, width).putInt(at + 4, height).putInt(at + 8, channels);
        entries.putInt(at + 12, checksum).putLong(at + 16, offset);
    }

    /** Where the pixels begin. */
    long dataOffset() {
        return (long) HEADER_BYTES + key.length + entries.capacity();
    }

    String key() {
        return new String(key, StandardCharsets.UTF_8);
    }

    int size() {
        return size;
    }

    int width(int index) {
        return entries.getInt(index * ENTRY_BYTES);
    }

    int height(int index) {
        return entries.getInt(index * ENTRY_BYTES + 4);
    }

    int channels(int index) {
        return entries.getInt(index * ENTRY_BYTES + 8);
    }

    int checksum(int index) {
        return entries.getInt(index * ENTRY_BYTES + 12);
    }

    long offset(int index) {
        return entries.getLong(index * ENTRY_BYTES + 16);
    }

    boolean isText(int index) {
        return channels(index) == 0;
    }

    boolean isEncoded(int index) {
        return channels(index) < 0;
    }

    /** Bytes of a picture, of its file, or of a text. */
    int length(int index) {
        return channels(index) <= 0 ? width(index) : width(index) * height(index) * channels(index);
    }

    /** Bytes of the largest picture. */
    int largest() {
        int largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, length(i));
        }
        return largest;
    }

    /**
     * The picture that some bytes are.
     *
     * @throws BadInputException if they are damaged, or the message of a picture that could not be read
     */
    Image image(Path file, int index, byte[] bytes) {
        requireWhole(file, index, bytes);
        if (isText(index)) {
            throw new BadInputException(new String(bytes, StandardCharsets.UTF_8) + "\n    found when " + file
                    + " was made; delete that file to have the picture tried again");
        }
        if (isEncoded(index)) {
            String name = file + ", picture " + index;
            return channels(index) == -1 ? ImageFiles.decodeGrey(bytes, name) : ImageFiles.decode(bytes, name);
        }
        return new Image(width(index), height(index), channels(index), bytes);
    }

    void requireWhole(Path file, int index, byte[] bytes) {
        if (checksum(ByteBuffer.wrap(bytes)) != checksum(index)) {
            throw new BadInputException(
                    file + ", picture " + index + ": damaged; delete the file, and it is made anew by the next run");
        }
    }

    static int checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    static ByteBuffer readFully(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("it ends too early");
            }
        }
        return bytes.flip();
    }
}
