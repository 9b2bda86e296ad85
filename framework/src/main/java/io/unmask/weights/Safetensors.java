package io.unmask.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A safetensors file: named tensors and text metadata. Layout: 8 bytes little-endian length of the header,
 * a JSON header, the data (github.com/huggingface/safetensors, README).
 *
 * @param tensors tensors by name, in the order of the header
 * @param metadata text by key
 */
public record Safetensors(Map<String, TensorData> tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LENGTH_BYTES = 8;
    private static final Map<String, Integer> ELEMENT_BYTES =
            Map.of("F64", 8, "F32", 4, "F16", 2, "BF16", 2, "I64", 8, "I32", 4, "I16", 2, "I8", 1, "U8", 1, "BOOL", 1);
    private static final String METADATA = "__metadata__";

    /**
     * Reads a whole file.
     *
     * @throws BadInputException if it is missing, truncated or no safetensors file
     */
    public static Safetensors read(Path file) {
        ByteBuffer content;
        try {
            content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
        long headerBytes = content.limit() < LENGTH_BYTES ? -1 : content.getLong(0);
        if (headerBytes < 2 || headerBytes > content.limit() - LENGTH_BYTES) {
            throw malformed(file, "a header of " + headerBytes + " bytes in a file of " + content.limit());
        }
        JsonNode header = header(file, content, (int) headerBytes);
        ByteBuffer data =
                content.slice(LENGTH_BYTES + (int) headerBytes, content.limit() - LENGTH_BYTES - (int) headerBytes);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        header.properties().forEach(entry -> {
            if (entry.getKey().equals(METADATA)) {
                entry.getValue()
                        .properties()
                        .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
            } else {
                tensors.put(entry.getKey(), tensor(file, entry.getKey(), entry.getValue(), data));
            }
        });
        return new Safetensors(tensors, metadata);
    }

    private static JsonNode header(Path file, ByteBuffer content, int headerBytes) {
        byte[] text = new byte[headerBytes];
        content.get(LENGTH_BYTES, text);
        try {
            return JSON.readTree(new String(text, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw malformed(file, "a header that is not JSON");
        }
    }

    private static TensorData tensor(Path file, String name, JsonNode entry, ByteBuffer data) {
        long[] shape = new long[entry.path("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = entry.path("shape").get(i).asLong();
        }
        long begin = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        if (begin < 0 || end < begin || end > data.limit()) {
            throw malformed(file, "tensor " + name + " at bytes " + begin + ".." + end + " of " + data.limit());
        }
        Integer elementBytes = ELEMENT_BYTES.get(entry.path("dtype").asText());
        if (elementBytes != null && !fills(shape, elementBytes, end - begin)) {
            throw malformed(
                    file,
                    "tensor " + name + " of shape " + TensorShape.text(shape) + " in " + (end - begin) + " bytes");
        }
        return new TensorData(
                entry.path("dtype").asText(),
                shape,
                data.slice((int) begin, (int) (end - begin)).asReadOnlyBuffer());
    }

    private static boolean fills(long[] shape, int elementBytes, long bytes) {
        long needed = elementBytes;
        for (long side : shape) {
            // No product of sides can wrap round to the right number: it is compared before it grows past it.
            if (side < 0 || (side > 0 && needed > Integer.MAX_VALUE / side)) {
                return false;
            }
            needed *= side;
        }
        return needed == bytes;
    }

    private static BadInputException malformed(Path file, String found) {
        return new BadInputException(file + ": not a whole safetensors file: found " + found);
    }

    /** Writes the file; the caller sees to it that it appears whole (write beside, then rename). */
    public void write(Path file) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject(METADATA);
            // Sorted, so that equal content gives equal bytes.
            new TreeMap<>(metadata).forEach(texts::put);
        }
        long offset = 0;
        for (var entry : tensors.entrySet()) {
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", entry.getValue().type());
            var shape = node.putArray("shape");
            for (long side : entry.getValue().shape()) {
                shape.add(side);
            }
            long end = offset + entry.getValue().bytes().limit();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES;
        ByteBuffer head = ByteBuffer.allocate(LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, head.flip());
            for (TensorData tensor : tensors.values()) {
                writeFully(channel, tensor.bytes().duplicate().rewind());
            }
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
