package io.unmask.media;

import io.unmask.config.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What an ONNX model says of its inputs and outputs, read from the fields of its protocol buffer (onnx/onnx.proto of the
 * repository onnx/onnx: ModelProto, GraphProto, ValueInfoProto, TypeProto).
 *
 * @param file where it is
 * @param bytes the whole file
 * @param inputs what has to be given
 * @param outputs what comes out
 */
record OnnxFile(Path file, byte[] bytes, List<Port> inputs, List<Port> outputs) {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int TENSOR_NAME = 8;

    /**
     * An input or output.
     *
     * @param name how the model calls it
     * @param shape its sides; -1 where a side is free
     */
    record Port(String name, long[] shape) {
        @Override
        public String toString() {
            return name
                    + Arrays.stream(shape)
                            .mapToObj(side -> side < 0 ? "?" : Long.toString(side))
                            .collect(Collectors.joining(", ", " (", ")"));
        }
    }

    /**
     * Reads a file.
     *
     * @param published where such models are published, for the message of a missing file
     * @throws BadInputException if it is missing or no ONNX model
     */
    static OnnxFile read(Path file, String published) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file\n    cure: " + published, e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
        if (new String(bytes, 0, Math.min(bytes.length, 40), StandardCharsets.ISO_8859_1)
                .startsWith("version https://git-lfs")) {
            throw new BadInputException(file + ": only the pointer to a file in Git LFS, not the file itself"
                    + "\n    cure: `git lfs pull` in the clone, or the download button of its page");
        }
        try {
            return graph(file, bytes);
        } catch (RuntimeException e) {
            throw new BadInputException(file + ": no ONNX model, or a damaged one (" + bytes.length + " bytes)", e);
        }
    }

    /**
     * The model with its first input fixed to one size, for OpenCV, which imports no free sizes but runs a fixed model on
     * any size.
     */
    byte[] sized(int width, int height) {
        ByteArrayOutputStream sides = new ByteArrayOutputStream();
        for (int side : new int[] {1, 3, height, width}) {
            // TensorShapeProto.dim with dim_value
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            value.write(1 << 3);
            writeVarint(value, side);
            write(sides, 1, value.toByteArray());
        }
        // TypeProto.Tensor: elem_type FLOAT, shape
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        tensor.write(1 << 3);
        tensor.write(1);
        write(tensor, 2, sides.toByteArray());
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        write(type, 1, tensor.toByteArray());
        String name = inputs.get(0).name();
        return replaced(
                bytes,
                MODEL_GRAPH,
                graph -> replaced(graph, GRAPH_INPUT, value -> {
                    boolean wanted = text(parts(ByteBuffer.wrap(value), 1)).equals(name);
                    return wanted ? replaced(value, 2, old -> type.toByteArray()) : value;
                }));
    }

    /** A message with the fields of one number replaced. */
    private static byte[] replaced(byte[] message, int field, UnaryOperator<byte[]> change) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 64);
        ByteBuffer in = ByteBuffer.wrap(message);
        while (in.hasRemaining()) {
            int begin = in.position();
            long tag = varint(in);
            if (tag == (field << 3 | 2)) {
                byte[] part = new byte[Math.toIntExact(varint(in))];
                in.get(part);
                write(out, field, change.apply(part));
            } else {
                skip(in, tag);
                out.write(message, begin, in.position() - begin);
            }
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int field, byte[] part) {
        writeVarint(out, field << 3 | 2);
        writeVarint(out, part.length);
        out.writeBytes(part);
    }

    private static void writeVarint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 1 << 7) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static OnnxFile graph(Path file, byte[] bytes) {
        List<Port> inputs = new ArrayList<>();
        List<Port> outputs = new ArrayList<>();
        Set<String> constants = new HashSet<>();
        for (ByteBuffer graph : parts(ByteBuffer.wrap(bytes), MODEL_GRAPH)) {
            parts(graph, GRAPH_INITIALIZER).forEach(tensor -> constants.add(text(parts(tensor, TENSOR_NAME))));
            parts(graph, GRAPH_INPUT).forEach(value -> inputs.add(port(value)));
            parts(graph, GRAPH_OUTPUT).forEach(value -> outputs.add(port(value)));
        }
        // Older files list the weights among the inputs.
        inputs.removeIf(port -> constants.contains(port.name()));
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException("a graph without inputs or outputs");
        }
        return new OnnxFile(file, bytes, List.copyOf(inputs), List.copyOf(outputs));
    }

    private static Port port(ByteBuffer value) {
        List<Long> shape = new ArrayList<>();
        // ValueInfoProto.type.tensor_type.shape.dim, of which only dim_value is a number.
        for (ByteBuffer type : parts(value, 2)) {
            for (ByteBuffer tensor : parts(type, 1)) {
                for (ByteBuffer sides : parts(tensor, 2)) {
                    parts(sides, 1).forEach(side -> shape.add(number(side)));
                }
            }
        }
        long[] sides = shape.stream().mapToLong(Long::longValue).toArray();
        return new Port(text(parts(value, 1)), sides);
    }

    private static String text(List<ByteBuffer> parts) {
        return parts.isEmpty()
                ? ""
                : StandardCharsets.UTF_8.decode(parts.get(0)).toString();
    }

    /** The first field of a dimension if it is a number above 0, otherwise -1. */
    private static long number(ByteBuffer side) {
        ByteBuffer in = side.duplicate();
        if (!in.hasRemaining() || varint(in) != 1L << 3) {
            return -1;
        }
        long value = varint(in);
        return value > 0 ? value : -1;
    }

    /** The length-delimited fields of one number in a message. */
    private static List<ByteBuffer> parts(ByteBuffer message, int field) {
        List<ByteBuffer> found = new ArrayList<>();
        ByteBuffer in = message.duplicate();
        while (in.hasRemaining()) {
            long tag = varint(in);
            if (tag == (field << 3 | 2)) {
                int length = Math.toIntExact(varint(in));
                found.add(in.slice(in.position(), length));
                in.position(in.position() + length);
            } else {
                skip(in, tag);
            }
        }
        return found;
    }

    private static void skip(ByteBuffer in, long tag) {
        switch ((int) (tag & 7)) {
            case 0 -> varint(in);
            case 1 -> in.position(in.position() + Long.BYTES);
            case 2 -> {
                int length = Math.toIntExact(varint(in));
                in.position(in.position() + length);
            }
            case 5 -> in.position(in.position() + Integer.BYTES);
            default -> throw new IllegalArgumentException("unknown wire type");
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without an end");
    }
}
