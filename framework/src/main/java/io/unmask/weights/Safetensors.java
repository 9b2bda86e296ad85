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
        try (FileChannel channel = FileChannel.open(file)) {
            JsonNode header = header(file, channel);
            long dataBegin = channel.position();
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            for (var entry : header.properties()) {
                if (!entry.getKey().equals(METADATA)) {
                    tensors.put(entry.getKey(), tensor(file, entry, channel, dataBegin));
                }
            }
            return new Safetensors(tensors, metadata(header));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads the metadata alone.
     *
     * @throws BadInputException if the file is missing or no safetensors file
     */
    public static Map<String, String> readMetadata(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return metadata(header(file, channel));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Map<String, String> metadata(JsonNode header) {
        Map<String, String> metadata = new LinkedHashMap<>();
        header.path(METADATA)
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }

    /** The header; leaves the channel where the data begin. */
    private static JsonNode header(Path file, FileChannel channel) throws IOException {
        long fileBytes = channel.size();
        long headerBytes =
                fileBytes < LENGTH_BYTES ? -1 : read(channel, LENGTH_BYTES).getLong();
        if (headerBytes < 2 || headerBytes > Math.min(fileBytes - LENGTH_BYTES, Integer.MAX_VALUE)) {
            throw malformed(file, "a header of " + headerBytes + " bytes in a file of " + fileBytes);
        }
        byte[] text = read(channel, (int) headerBytes).array();
        try {
            return JSON.readTree(new String(text, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw malformed(file, "a header that is not JSON");
        }
    }

    /** The next bytes, fewer at the end of the file. */
    private static ByteBuffer read(FileChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // A read may stop before the buffer is full.
        }
        return buffer.flip();
    }

    private static TensorData tensor(Path file, Map.Entry<String, JsonNode> named, FileChannel channel, long dataBegin)
            throws IOException {
        String name = named.getKey();
        JsonNode entry = named.getValue();
        long[] shape = new long[entry.path("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = entry.path("shape").get(i).asLong();
        }
        long begin = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        long dataBytes = channel.size() - dataBegin;
        if (begin < 0 || end < begin || end > dataBytes || end - begin > Integer.MAX_VALUE) {
            throw malformed(file, "tensor " + name + " at bytes " + begin + ".." + end + " of " + dataBytes);
        }
        Integer elementBytes = ELEMENT_BYTES.get(entry.path("dtype").asText());
        if (elementBytes != null && !fills(shape, elementBytes, end - begin)) {
            throw malformed(
                    file,
                    "tensor " + name + " of shape " + TensorShape.text(shape) + " in " + (end - begin) + " bytes");
        }
        ByteBuffer bytes = read(channel.position(dataBegin + begin), (int) (end - begin));
        return new TensorData(entry.path("dtype").asText(), shape, bytes.asReadOnlyBuffer());
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

    private static BadInputException unreadable(Path file, IOException e) {
        return new BadInputException(file + ": cannot be read (" + e + ")", e);
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
