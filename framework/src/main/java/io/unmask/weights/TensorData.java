package io.unmask.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor in Java's memory, as it lies in a file.
 *
 * @param type safetensors name of the element type: F64, F32, F16, BF16, I64, I32, U8, …
 * @param shape its shape; empty for a scalar
 * @param bytes its elements, little-endian, row-major; a read-only view is enough
 */
public record TensorData(String type, long[] shape, ByteBuffer bytes) {
    /** Number of elements. */
    public int size() {
        long size = 1;
        for (long side : shape) {
            size *= side;
        }
        return Math.toIntExact(size);
    }

    /** The elements as float, whatever their type. */
    public float[] floats() {
        float[] values = new float[size()];
        if (type.equals("F32")) {
            little().asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) element(i);
        }
        return values;
    }

    /** The elements as double; exact for every type but I64 beyond 2^53. */
    public double[] doubles() {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = element(i);
        }
        return values;
    }

    /** The elements of an integer tensor. */
    public long[] longs() {
        long[] values = new long[size()];
        ByteBuffer data = little();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "I64" -> data.getLong(8 * i);
                case "I32" -> data.getInt(4 * i);
                case "I16" -> data.getShort(2 * i);
                case "I8" -> data.get(i);
                case "U8", "BOOL" -> data.get(i) & 0xff;
                default -> throw new IllegalArgumentException(type + " holds no integers");
            };
        }
        return values;
    }

    private double element(int i) {
        ByteBuffer data = little();
        return switch (type) {
            case "F64" -> data.getDouble(8 * i);
            case "F32" -> data.getFloat(4 * i);
            case "F16" -> halfToFloat(data.getShort(2 * i));
            case "BF16" -> Float.intBitsToFloat(data.getShort(2 * i) << 16);
            case "I64" -> (double) data.getLong(8 * i);
            case "I32" -> data.getInt(4 * i);
            case "I16" -> data.getShort(2 * i);
            case "I8" -> data.get(i);
            case "U8", "BOOL" -> data.get(i) & 0xff;
            default -> throw new IllegalArgumentException("unknown element type " + type);
        };
    }

    private ByteBuffer little() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float halfToFloat(short half) {
        int bits = half & 0xffff;
        int exponent = (bits >>> 10) & 0x1f;
        int mantissa = bits & 0x3ff;
        float magnitude;
        if (exponent == 0) {
            magnitude = mantissa * 0x1p-24f;
        } else if (exponent == 31) {
            magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Float.intBitsToFloat((exponent + 112) << 23 | mantissa << 13);
        }
        return bits >>> 15 == 0 ? magnitude : -magnitude;
    }

    /** Of float values. */
    public static TensorData of(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new TensorData("F32", shape, bytes);
    }

    /** Of double values. */
    public static TensorData of(double[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return new TensorData("F64", shape, bytes);
    }

    /** Of 64-bit integers. */
    public static TensorData of(long[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new TensorData("I64", shape, bytes);
    }
}
