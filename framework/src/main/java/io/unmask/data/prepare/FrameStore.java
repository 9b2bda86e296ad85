package io.unmask.data.prepare;

import io.unmask.media.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one video between their decoding and their cropping: which face is cut out is known when all frames have
 * been looked at, and no frame is decoded twice. In memory up to a limit; what is more goes into one scratch file, which
 * the system deletes with the process at the latest.
 */
public final class FrameStore implements AutoCloseable {
    /** 32 frames of 1280 x 720. */
    private static final long MEMORY_BYTES = 96L << 20;

    private final List<Entry> entries = new ArrayList<>();
    private long inMemory;
    private @Nullable FileChannel scratch;
    private long end;

    private record Entry(int width, int height, int channels, byte @Nullable [] pixels, long offset) {}

    /** Adds the next frame. */
    public void add(Image frame) {
        byte[] pixels = frame.pixels();
        boolean fits = inMemory + pixels.length <= MEMORY_BYTES;
        entries.add(new Entry(frame.width(), frame.height(), frame.channels(), fits ? pixels : null, end));
        if (fits) {
            inMemory += pixels.length;
        } else {
            spill(pixels);
        }
    }

    /** The arrays of the frames that are in memory, for others once these frames are done with. */
    List<byte[]> arrays() {
        List<byte[]> arrays = new ArrayList<>();
        for (Entry entry : entries) {
            byte[] pixels = entry.pixels();
            if (pixels != null) {
                arrays.add(pixels);
            }
        }
        return arrays;
    }

    /** Number of frames. */
    public int size() {
        return entries.size();
    }

    /** A frame by its position. */
    public Image get(int position) {
        Entry entry = entries.get(position);
        byte[] pixels = entry.pixels();
        return new Image(entry.width(), entry.height(), entry.channels(), pixels == null ? read(entry) : pixels);
    }

    private void spill(byte[] pixels) {
        try {
            FileChannel channel = scratch;
            if (channel == null) {
                Path file = Files.createTempFile("unmask-frames-", ".raw");
                channel = FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
                scratch = channel;
            }
            ByteBuffer bytes = ByteBuffer.wrap(pixels);
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(Entry entry) {
        FileChannel channel = scratch;
        if (channel == null) {
            throw new IllegalStateException("closed");
        }
        ByteBuffer bytes = ByteBuffer.allocate(entry.width() * entry.height() * entry.channels());
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, entry.offset() + bytes.position()) < 0) {
                    throw new IOException("the scratch file of frames ends too early");
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (scratch != null) {
                scratch.close();
            }
        } catch (IOException e) {
            // The system clears it away.
        }
    }
}
