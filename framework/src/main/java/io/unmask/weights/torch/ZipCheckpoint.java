package io.unmask.weights.torch;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The format of PyTorch 1.6 and later: a zip archive with {@code NAME/data.pkl}, the storages as
 * {@code NAME/data/KEY} and perhaps {@code NAME/byteorder}; nothing is compressed.
 */
final class ZipCheckpoint {
    private static final String PICKLE = "/data.pkl";
    private static final long LARGEST_PICKLE = 256L << 20;

    private final Path file;
    private final ZipFile zip;
    private final String folder;

    private ZipCheckpoint(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
        this.folder = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
                .findFirst()
                .map(name -> name.substring(0, name.length() - PICKLE.length() + 1))
                .orElseThrow(() -> new BadInputException(
                        file + ": a zip archive, but no checkpoint of PyTorch: there is no data.pkl in it"));
    }

    static TorchFile read(Path file, TorchFile.Choice choice) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new ZipCheckpoint(file, zip).read(choice);
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": not a whole zip archive (" + e.getMessage()
                            + "). It was cut off or damaged; download or copy it again.",
                    e);
        }
    }

    private TorchFile read(TorchFile.Choice choice) throws IOException {
        if (zip.getEntry(folder + "constants.pkl") != null) {
            throw new BadInputException(file + ": a TorchScript program, not a checkpoint. Save its state_dict() alone"
                    + " with PyTorch, or as safetensors, and use that file.");
        }
        ByteBuffer pickle = content(folder + "data.pkl", LARGEST_PICKLE);
        Object root = new Unpickler(new PickleInput(pickle, file + ", " + folder + "data.pkl")).load();
        StorageReader reader = new StorageReader(file, Files.size(file), order(), this::storage);
        return choice.of(root, reader);
    }

    private ByteOrder order() throws IOException {
        if (zip.getEntry(folder + "byteorder") == null) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String order = StandardCharsets.US_ASCII
                .decode(content(folder + "byteorder", 16))
                .toString()
                .strip();
        return switch (order) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default ->
                throw new BadInputException(file + ": byteorder: expected little or big, found \"" + order + "\"");
        };
    }

    private ByteBuffer storage(TorchStorage storage) throws IOException {
        long expected = storage.elements() * storage.elementBytes();
        ByteBuffer bytes = content(folder + "data/" + storage.key(), Integer.MAX_VALUE);
        if (bytes.limit() != expected) {
            throw new BadInputException(file + ": storage " + storage.key() + ": expected " + expected
                    + " bytes, found " + bytes.limit() + ". It was damaged; download or copy it again.");
        }
        return bytes;
    }

    private ByteBuffer content(String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new BadInputException(
                    file + ": entry " + name + " is missing. It was damaged; download or copy it" + " again.");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > Math.min(most, Files.size(file))) {
            throw new BadInputException(file + ": entry " + name + " is "
                    + (entry.getMethod() == ZipEntry.STORED ? "of " + entry.getSize() + " bytes" : "compressed")
                    + ", which PyTorch's files are not: refuses to unpack it");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length != entry.getSize()) {
                throw new IOException("entry " + name + " ends after " + bytes.length + " bytes");
            }
            return ByteBuffer.wrap(bytes);
        }
    }
}
