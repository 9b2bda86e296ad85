package io.unmask.data.cache;

import io.unmask.files.ProcessLock;
import io.unmask.media.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/** Writes a packed file: pixels as they come, header and table at the end. Holds a lock while it lives. */
final class PackedWriter implements PackedImages.Sink, AutoCloseable {
    private final FileChannel channel;
    private final PackedTable table;
    private final BitSet written = new BitSet();
    private long end;

    PackedWriter(Path part, String key, int size) throws IOException {
        this.channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        // Never waited for: it only shows StaleParts that the writer is alive.
        ProcessLock.tryLock(channel);
        this.table = new PackedTable(key, size);
        this.end = table.dataOffset();
    }

    @Override
    public void put(int index, Image image) throws IOException {
        append(index, image.width(), image.height(), image.channels(), image.pixels());
    }

    @Override
    public void unreadable(int index, String message) throws IOException {
        text(index, message);
    }

    @Override
    public void text(int index, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        append(index, bytes.length, 0, 0, bytes);
    }

    @Override
    public void encoded(int index, byte[] file, boolean grey) throws IOException {
        append(index, file.length, 0, grey ? -1 : -3, file);
    }

    /** Completes the file. */
    void finish() throws IOException {
        if (written.cardinality() != table.size()) {
            throw new IllegalStateException(written.cardinality() + " pictures instead of " + table.size());
        }
        table.write(channel, end);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void append(int index, int width, int height, int channels, byte[] bytes) throws IOException {
        if (written.get(index)) {
            throw new IllegalStateException("picture " + index + " comes twice");
        }
        written.set(index);
        table.set(index, width, height, channels, PackedTable.checksum(ByteBuffer.wrap(bytes)), end);
        PackedTable.writeFully(channel, ByteBuffer.wrap(bytes), end);
        end += bytes.length;
    }
}
