package io.unmask.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes small ONNX models, operation by operation, in the protocol buffer of onnx/onnx.proto. */
public final class TestOnnx {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();
    private int count;

    /** A field of a message: a number. */
    private static byte[] number(int field, long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, (long) field << 3);
        varint(out, value);
        return out.toByteArray();
    }

    /** A field of a message: bytes, text or another message. */
    private static byte[] part(int field, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            content.writeBytes(each);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, (long) field << 3 | 2);
        varint(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] text(int field, String text) {
        return part(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static byte[] port(int field, String name, long... shape) {
        ByteArrayOutputStream sides = new ByteArrayOutputStream();
        for (long side : shape) {
            sides.writeBytes(part(1, side < 0 ? text(2, "free") : number(1, side)));
        }
        return part(field, text(1, name), part(2, part(1, number(1, FLOAT), part(2, sides.toByteArray()))));
    }

    private TestOnnx constant(String name, int type, byte[] data, long... shape) {
        ByteArrayOutputStream sides = new ByteArrayOutputStream();
        for (long side : shape) {
            sides.writeBytes(number(1, side));
        }
        graph.writeBytes(part(5, sides.toByteArray(), number(2, type), text(8, name), part(9, data)));
        return this;
    }

    private static byte[] integers(String name, long... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long value : values) {
            out.writeBytes(number(8, value));
        }
        return part(5, text(1, name), out.toByteArray(), number(20, 7));
    }

    private void node(String type, String output, byte[][] attributes, String... inputs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String input : inputs) {
            out.writeBytes(text(1, input));
        }
        out.writeBytes(text(2, output));
        out.writeBytes(text(3, "node" + count++));
        out.writeBytes(text(4, type));
        for (byte[] attribute : attributes) {
            out.writeBytes(attribute);
        }
        graph.writeBytes(part(1, out.toByteArray()));
    }

    /** An input of floats; -1 for a free side. */
    public TestOnnx input(String name, long... shape) {
        graph.writeBytes(port(11, name, shape));
        return this;
    }

    /**
     * An output (1, cells, values): each cell of a grid gets weight · mean brightness of the cell, as the input has it, +
     * bias, value by value.
     */
    public TestOnnx cells(String output, String input, int stride, float[] weight, float[] bias) {
        int values = weight.length;
        float[] kernel = new float[values * 3 * stride * stride];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = weight[i / (3 * stride * stride)] / (3 * stride * stride);
        }
        constant(output + "_w", FLOAT, bytes(kernel), values, 3, stride, stride);
        constant(output + "_b", FLOAT, bytes(bias), values);
        constant(output + "_s", INT64, longs(1, -1, values), 3);
        byte[][] convolution = {integers("kernel_shape", stride, stride), integers("strides", stride, stride)};
        node("Conv", output + "_c", convolution, input, output + "_w", output + "_b");
        node("Transpose", output + "_t", new byte[][] {integers("perm", 0, 2, 3, 1)}, output + "_c");
        node("Reshape", output, new byte[0][], output + "_t", output + "_s");
        graph.writeBytes(port(12, output, 1, -1, values));
        return this;
    }

    /** The file. */
    public byte[] bytes() {
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        model.writeBytes(number(1, 6));
        model.writeBytes(part(7, graph.toByteArray(), text(2, "test")));
        model.writeBytes(part(8, text(1, ""), number(2, 11)));
        return model.toByteArray();
    }

    /**
     * A model with YuNet's inputs and outputs that takes bright cells for faces: score is the brightness of the cell, the
     * box is 2 cells wide and 4 high around the cell's upper left corner, point i lies i cells to the right of it.
     *
     * @param side of the input, or -1
     */
    public static byte[] yuNet(int side) {
        TestOnnx model = new TestOnnx().input("input", side < 0 ? -1 : 1, 3, side, side);
        for (String name : new String[] {"cls", "obj"}) {
            for (int stride = 8; stride <= 32; stride *= 2) {
                model.cells(name + "_" + stride, "input", stride, new float[] {1 / 255f}, new float[1]);
            }
        }
        float[] box = {0, 0, (float) Math.log(2), (float) Math.log(4)};
        float[] points = {0, 0, 1, 0, 2, 0, 3, 0, 4, 0};
        for (int stride = 8; stride <= 32; stride *= 2) {
            model.cells("bbox_" + stride, "input", stride, new float[4], box);
        }
        for (int stride = 8; stride <= 32; stride *= 2) {
            model.cells("kps_" + stride, "input", stride, new float[10], points);
        }
        return model.bytes();
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return data.array();
    }

    private static byte[] longs(long... values) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return data.array();
    }
}
