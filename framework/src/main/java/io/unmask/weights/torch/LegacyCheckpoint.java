package io.unmask.weights.torch;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The format before PyTorch 1.6: five pickles (a magic number, the protocol, the writer's machine, the object, the
 * keys of the storages), then for each key the number of elements in 8 bytes and the elements, little-endian
 * whatever the writer's machine.
 */
final class LegacyCheckpoint {
    private static final Object MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final Long PROTOCOL = 1001L;
    private static final long LARGEST_PICKLES = 256L << 20;
    private static final int COUNT_BYTES = 8;

    private final Path file;
    private final FileChannel channel;
    private final PickleInput in;

    private LegacyCheckpoint(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        // Only what is read of a mapped file comes into memory.
        in = new PickleInput(
                channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), LARGEST_PICKLES)),
                file.toString());
    }

    static TorchFile read(Path file, TorchFile.Choice choice) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new LegacyCheckpoint(file, channel).read(choice);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private TorchFile read(TorchFile.Choice choice) throws IOException {
        if (!MAGIC.equals(new Unpickler(in).load())) {
            throw in.malformed("a pickle that does not begin with PyTorch's number", 0);
        }
        if (!PROTOCOL.equals(new Unpickler(in).load())) {
            throw in.malformed("another protocol than " + PROTOCOL);
        }
        // The sizes of C's types on the writer's machine: the rest does not depend on them.
        new Unpickler(in).load();
        Unpickler content = new Unpickler(in);
        Object root = content.load();
        Map<String, Long> begins = begins(new Unpickler(in).load(), content.storages());
        StorageReader reader =
                new StorageReader(file, channel.size(), ByteOrder.LITTLE_ENDIAN, storage -> storage(storage, begins));
        return choice.of(root, reader);
    }

    /** Where the elements of each storage begin. */
    private Map<String, Long> begins(Object keys, Map<String, TorchStorage> storages) throws IOException {
        if (!(keys instanceof List<?> list)) {
            throw in.malformed("no list of storages");
        }
        Map<String, Long> begins = new HashMap<>();
        long at = in.position();
        for (Object key : list) {
            TorchStorage storage = key instanceof String name ? storages.get(name) : null;
            if (storage == null) {
                throw in.malformed("elements of a storage that no tensor has");
            }
            long count = bytes(at, COUNT_BYTES, storage).getLong();
            if (count != storage.elements()) {
                throw in.malformed("a storage of " + count + " elements where tensors expect " + storage.elements());
            }
            begins.put(storage.key(), at + COUNT_BYTES);
            at += COUNT_BYTES + count * storage.elementBytes();
            requireLength(at, storage);
        }
        return begins;
    }

    private ByteBuffer storage(TorchStorage storage, Map<String, Long> begins) throws IOException {
        Long begin = begins.get(storage.key());
        if (begin == null) {
            throw in.malformed("no elements of storage " + storage.key());
        }
        return bytes(begin, (int) (storage.elements() * storage.elementBytes()), storage);
    }

    private ByteBuffer bytes(long begin, int length, TorchStorage storage) throws IOException {
        requireLength(begin + length, storage);
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, begin + bytes.position()) >= 0) {
            // Until it is full.
        }
        return bytes.rewind();
    }

    private void requireLength(long end, TorchStorage storage) throws IOException {
        if (end < 0 || end > channel.size()) {
            throw new BadInputException(file + ": ends in the middle: storage " + storage.key() + " should end at byte "
                    + end + ", but the file has " + channel.size()
                    + ". It was cut off or damaged; download or copy it again.");
        }
    }
}
