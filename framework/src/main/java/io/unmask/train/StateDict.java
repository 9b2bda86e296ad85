package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.weights.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** All tensors of a network by their official names, bit for bit, out of the device and back. */
final class StateDict {
    private StateDict() {}

    /**
     * The trained part from a flat vector such as {@link Parameters#flat}; the rest as given.
     *
     * @param scratch holds the values until it is closed
     */
    static Map<String, TensorData> read(
            Parameters parameters, NDArray flat, Map<String, NDArray> others, NDManager scratch) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        ByteBuffer trained = official(parameters, flat, scratch);
        int elementBytes = flat.getDataType().getNumOfBytes();
        int at = 0;
        for (var entry : parameters.all().entrySet()) {
            Parameter parameter = entry.getValue();
            if (parameter.isTrained()) {
                int length = Math.toIntExact(parameter.size() * elementBytes);
                tensors.put(
                        entry.getKey(),
                        new TensorData(typeName(flat.getDataType()), parameter.shape(), trained.slice(at, length)));
                at += length;
            } else {
                NDArray array = others.getOrDefault(entry.getKey(), parameter.array());
                tensors.put(
                        entry.getKey(), new TensorData(typeName(array.getDataType()), parameter.shape(), bytes(array)));
            }
        }
        return tensors;
    }

    /**
     * A vector such as {@link Parameters#flat} as it lies in a file: each parameter's values row-major.
     *
     * @param scratch holds the values until it is closed
     */
    static TensorData read(Parameters parameters, NDArray vector, NDManager scratch) {
        return new TensorData(
                typeName(vector.getDataType()), vector.getShape().getShape(), official(parameters, vector, scratch));
    }

    /** The engine's own memory, which a step has left free; Java's would grow by as much as a network and its optimiser. */
    private static ByteBuffer official(Parameters parameters, NDArray vector, NDManager scratch) {
        return parameters.official(vector, scratch).toByteBuffer(true).rewind();
    }

    /** Overwrites a vector such as {@link Parameters#flat} with what {@link #read(Parameters, NDArray, NDManager)} gave. */
    static void write(Parameters parameters, NDArray vector, TensorData data) {
        ByteBuffer source = data.bytes().duplicate().rewind();
        ByteBuffer direct = ByteBuffer.allocateDirect(source.remaining()).order(ByteOrder.nativeOrder());
        overwrite(parameters, vector, direct.put(source).rewind());
    }

    private static void overwrite(Parameters parameters, NDArray vector, ByteBuffer official) {
        try (NDManager scratch = vector.getManager().newSubManager()) {
            parameters.setOfficial(vector, scratch.create(official, vector.getShape(), vector.getDataType()));
        }
    }

    /** Overwrites every tensor of the network. */
    static void write(Parameters parameters, Map<String, TensorData> tensors, Path file) {
        writeTrained(parameters, parameters.flat(), tensors, file);
        parameters.all().forEach((name, parameter) -> {
            if (!parameter.isTrained()) {
                write(parameter.array(), require(tensors, name, parameter.array(), parameter.shape(), file));
            }
        });
    }

    /** Overwrites a flat vector with the trained tensors of those names. */
    static void writeTrained(Parameters parameters, NDArray flat, Map<String, TensorData> tensors, Path file) {
        int elementBytes = flat.getDataType().getNumOfBytes();
        ByteBuffer all = ByteBuffer.allocateDirect(Math.toIntExact(flat.size() * elementBytes))
                .order(ByteOrder.nativeOrder());
        for (String name : parameters.trainedNames()) {
            all.put(require(tensors, name, flat, parameters.get(name).shape(), file)
                    .bytes()
                    .duplicate()
                    .rewind());
        }
        overwrite(parameters, flat, all.rewind());
    }

    /** Overwrites an array in place. */
    static void write(NDArray array, TensorData data) {
        ByteBuffer source = data.bytes().duplicate().rewind();
        ByteBuffer direct = ByteBuffer.allocateDirect(source.remaining()).order(ByteOrder.nativeOrder());
        overwrite(array, direct.put(source).rewind());
    }

    /** Copies the values of one array into another, in place. */
    static void copy(NDArray from, NDArray to) {
        if (to.getShape().isScalar()) {
            // A scalar has no axis to index. Its values here are counters, so the sum is exact.
            to.subi(to).addi(from);
        } else {
            to.set(new NDIndex().addAllDim(to.getShape().dimension()), from);
        }
    }

    private static void overwrite(NDArray array, ByteBuffer bytes) {
        try (NDManager scratch = array.getManager().newSubManager()) {
            Shape shape = array.getShape();
            copy(scratch.create(bytes, shape, array.getDataType()), array);
        }
    }

    /**
     * A tensor of the file.
     *
     * @throws BadInputException if there is none, or one of another shape or type
     */
    static TensorData require(Map<String, TensorData> tensors, String name, NDArray like, long[] shape, Path file) {
        TensorData data = tensors.get(name);
        String expected = typeName(like.getDataType()) + " " + Arrays.toString(shape);
        if (data == null) {
            throw new BadInputException(file + ": tensor " + name + ": expected " + expected
                    + ", found none. The file belongs to another network; use the one of this trial.");
        }
        String found = data.type() + " " + Arrays.toString(data.shape());
        if (!found.equals(expected)) {
            throw new BadInputException(file + ": tensor " + name + ": expected " + expected + ", found " + found
                    + ". The file belongs to another network; use the one of this trial.");
        }
        return data;
    }

    private static ByteBuffer bytes(NDArray array) {
        return array.toByteBuffer().rewind();
    }

    private static String typeName(DataType type) {
        return switch (type) {
            case FLOAT32 -> "F32";
            case FLOAT64 -> "F64";
            case INT64 -> "I64";
            default -> throw new IllegalArgumentException("a network holds no " + type);
        };
    }
}
