package io.unmask.data.cache;

import io.unmask.config.BadInputException;
import io.unmask.data.Pixels;
import io.unmask.files.WholeFile;
import io.unmask.media.Image;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A packed file by its own name, opened for each reading: for sets of very many small files, of which none stays open.
 * The layout is that of {@link PackedImages}.
 *
 * @param file where it is
 */
public record PackFile(Path file) {
    /**
     * Writes it; it appears when it is whole.
     *
     * @param key what its content depends on
     * @param size number of pictures and texts
     * @throws BadInputException if the place cannot be written
     * @throws InterruptedException if the making is interrupted; nothing is left
     */
    public void write(String key, int size, PackedImages.Producer producer) throws InterruptedException {
        WholeFile.work(file, part -> {
            try (PackedWriter writer = new PackedWriter(part, key, size)) {
                producer.produce(writer);
                writer.finish();
            }
        });
    }

    /**
     * The key that it was written with.
     *
     * @throws BadInputException if it is missing or damaged
     */
    public String key() {
        return withTable((channel, table) -> table.key());
    }

    /** The last entry, which is a text. */
    public String lastText() {
        return withTable((channel, table) -> {
            int index = table.size() - 1;
            if (index < 0 || !table.isText(index)) {
                throw new IOException("its last entry is no text");
            }
            byte[] bytes = bytes(channel, table, index);
            table.requireWhole(file, index, bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        });
    }

    /** One picture, read when asked for. */
    public Pixels pixels(int index) {
        return new Packed(this, index);
    }

    private Image read(int index) {
        return withTable((channel, table) -> {
            if (index < 0 || index >= table.size()) {
                throw new IOException("it holds " + table.size() + " pictures, but number " + index + " was asked for");
            }
            return table.image(file, index, bytes(channel, table, index));
        });
    }

    private static byte[] bytes(FileChannel channel, PackedTable table, int index) throws IOException {
        byte[] bytes = new byte[table.length(index)];
        PackedTable.readFully(channel, table.offset(index), bytes.length).get(bytes);
        return bytes;
    }

    private interface Reading<T> {
        T of(FileChannel channel, PackedTable table) throws IOException;
    }

    private <T> T withTable(Reading<T> reading) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return reading.of(channel, PackedTable.read(channel));
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such packed file; make it again", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": damaged (" + e.getMessage() + "); delete it and make it again", e);
        }
    }

    private record Packed(PackFile pack, int index) implements Pixels {
        @Override
        public Image read() {
            return pack.read(index);
        }

        @Override
        public String describe() {
            return pack.file + ", picture " + index;
        }

        /** The name holds a hash of all that the content depends on; where the file lies is not part of it. */
        @Override
        public String fingerprint() {
            return pack.file.getFileName() + " " + index;
        }
    }
}
