package io.unmask.weights.torch;

import io.unmask.config.BadInputException;
import io.unmask.weights.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The named tensors of a PyTorch checkpoint, of the zip format (PyTorch 1.6 and later) or the one before it. The
 * pickle inside is read by {@link Unpickler}, which runs nothing: a file that asks for more than tensors and plain
 * values is refused with the name that it asked for.
 *
 * @param part where in the file the tensors are: {@code state_dict}, {@code model/net}; empty for the file itself
 * @param tensors by name, in the order of the file
 * @param otherParts where there are further ones
 */
public record TorchFile(String part, Map<String, TensorData> tensors, List<String> otherParts) {
    /** Picks the tensors that are wanted while the file is open. */
    interface Choice {
        TorchFile of(Object root, StorageReader reader);
    }

    /** Whether a file begins as one of PyTorch's formats does. */
    public static boolean isOne(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(2);
            return head.length == 2 && ((head[0] == 'P' && head[1] == 'K') || (head[0] & 0xff) == 0x80);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    /**
     * Reads a file.
     *
     * @param part which of several dictionaries of tensors; null, or what names none of them, for the only or the
     *     usual one
     * @throws BadInputException if it is damaged, no checkpoint, asks for more than tensors, or if it is open which
     *     part is meant
     */
    public static TorchFile read(Path file, @Nullable String part) {
        Choice choice = (root, reader) -> chosen(file, root, part, reader);
        try (InputStream in = Files.newInputStream(file)) {
            boolean zip = in.read() == 'P';
            return zip ? ZipCheckpoint.read(file, choice) : LegacyCheckpoint.read(file, choice);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private static TorchFile chosen(Path file, Object root, @Nullable String part, StorageReader reader) {
        List<NamedTensors> all = NamedTensors.in(root);
        NamedTensors one = NamedTensors.choose(file, all, part);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        one.tensors().forEach((name, tensor) -> tensors.put(name, reader.read(name, tensor)));
        List<String> others = all.stream()
                .map(NamedTensors::part)
                .filter(each -> !each.equals(one.part()))
                .toList();
        return new TorchFile(one.part(), tensors, others);
    }
}
