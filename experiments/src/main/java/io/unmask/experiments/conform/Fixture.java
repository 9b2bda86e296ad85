package io.unmask.experiments.conform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.unmask.config.BadInputException;
import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.nio.file.Path;
import java.util.List;

/**
 * One file of inputs, parameters and expected numbers.
 *
 * @param file where it was read from
 * @param content its tensors and metadata
 */
public record Fixture(Path file, Safetensors content) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".safetensors";

    /**
     * Reads a fixture.
     *
     * @throws BadInputException if the file is missing or broken
     */
    public static Fixture read(Path file) {
        return new Fixture(file, Safetensors.read(file));
    }

    /** The group it belongs to: metadata {@code area}, or the name of its folder. */
    public String area() {
        Path folder = file.toAbsolutePath().getParent();
        String folderName = folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString();
        return content.metadata().getOrDefault("area", folderName);
    }

    /** Its name within the area: metadata {@code case}, or the name of the file. */
    public String name() {
        Path last = file.getFileName();
        String fileName = last == null ? "" : last.toString();
        String stem = fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
        return content.metadata().getOrDefault("case", stem);
    }

    /** A metadata value as text; empty where there is none. */
    public String text(String key) {
        return content.metadata().getOrDefault(key, "");
    }

    /** A metadata value as JSON; missing where there is none, a text node where it is not JSON. */
    public JsonNode json(String key) {
        String text = content.metadata().get(key);
        if (text == null) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    /** The seed of the parameter rule. */
    public long seed() {
        try {
            return Long.parseLong(text("seed"));
        } catch (NumberFormatException e) {
            throw new BadInputException(
                    file + ": metadata seed: expected a whole number, found '" + text("seed") + "'");
        }
    }

    /** Whether there is a tensor of that name. */
    public boolean has(String tensor) {
        return content.tensors().containsKey(tensor);
    }

    /**
     * A tensor.
     *
     * @throws BadInputException if there is none of that name
     */
    public TensorData tensor(String name) {
        TensorData data = content.tensors().get(name);
        if (data == null) {
            throw new BadInputException(file + ": expected a tensor " + name + ", found none");
        }
        return data;
    }

    /** The names of tensors that begin so, in the order of the file. */
    public List<String> names(String prefix) {
        return content.tensors().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }
}
