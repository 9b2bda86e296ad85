package io.unmask.weights;

import io.unmask.config.BadInputException;
import io.unmask.weights.torch.TorchFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Named tensors of a file: safetensors or a PyTorch checkpoint, told apart by how they begin.
 *
 * @param file where they are from
 * @param part which part of the file was taken: a key of a checkpoint, the beginning of the names, or both with a
 *     slash between; empty for all
 * @param tensors by name, without what {@code part} says of the names, in the order of the file
 * @param otherParts keys of the checkpoint with further tensors
 */
public record WeightFile(Path file, String part, Map<String, TensorData> tensors, List<String> otherParts) {
    private static final char PART = '#';

    /**
     * Reads a file.
     *
     * @param reference its path, with {@code #PART} behind it where only a part is wanted: {@code ckpt.pth#model_ema},
     *     {@code detector.pth#xception_rgb.model}
     * @throws BadInputException if it cannot be read, or has no such part
     */
    public static WeightFile read(String reference) {
        Path file = path(reference);
        int hash = partBegins(reference);
        String part = hash < 0 ? null : reference.substring(hash + 1);
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    file + ": " + (Files.exists(file) ? "a folder, but a file was expected" : "no such file"));
        }
        return TorchFile.isOne(file) ? torch(file, part) : safetensors(file, part);
    }

    /** The path of a reference, without the part. */
    public static Path path(String reference) {
        int hash = partBegins(reference);
        return Path.of(hash < 0 ? reference : reference.substring(0, hash));
    }

    private static int partBegins(String reference) {
        // A # within the name of an existing file is no mark of a part.
        return Files.exists(Path.of(reference)) ? -1 : reference.lastIndexOf(PART);
    }

    private static WeightFile torch(Path file, @Nullable String part) {
        TorchFile content = TorchFile.read(file, part);
        if (part == null || part.equals(content.part())) {
            return new WeightFile(file, content.part(), content.tensors(), content.otherParts());
        }
        String prefix = content.part().isEmpty() || !part.startsWith(content.part() + "/")
                ? part
                : part.substring(content.part().length() + 1);
        return new WeightFile(file, part, below(file, content.tensors(), prefix), content.otherParts());
    }

    private static WeightFile safetensors(Path file, @Nullable String part) {
        Map<String, TensorData> all = Safetensors.read(file).tensors();
        return new WeightFile(file, part == null ? "" : part, part == null ? all : below(file, all, part), List.of());
    }

    private static Map<String, TensorData> below(Path file, Map<String, TensorData> all, String prefix) {
        Map<String, TensorData> below = new LinkedHashMap<>();
        TreeSet<String> beginnings = new TreeSet<>();
        all.forEach((name, tensor) -> {
            beginnings.add(name.contains(".") ? name.substring(0, name.indexOf('.')) : name);
            if (name.startsWith(prefix + ".")) {
                below.put(name.substring(prefix.length() + 1), tensor);
            }
        });
        if (below.isEmpty()) {
            throw new BadInputException(
                    file + ": no part \"" + prefix + "\": no name begins so; they begin with " + beginnings);
        }
        return below;
    }
}
