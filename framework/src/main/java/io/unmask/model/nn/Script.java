package io.unmask.model.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An operation of the engine that DJL does not offer. DJL runs TorchScript, so each is called by a script of one line.
 */
public final class Script {
    /**
     * x · sigmoid(x), forward and backward one pass over memory each; composed of sigmoid and product they are two and five,
     * and the sigmoid is kept as well.
     */
    static final Script SILU = new Script("torch.silu(x)");
    /** max(x, 0), written over x. */
    static final Script RELU_IN_PLACE = new Script("torch.relu_(x)");
    /** A copy of x on the device of the second argument. */
    static final Script ACROSS = new Script("x: Tensor, there: Tensor", "torch.to(x, there, False, True, None)");

    /** Pickle, protocol 2: an object of the class below without attributes. */
    private static final String OBJECT = "\u0080\u0002c__torch__\nScript\n)\u0081}b.";
    /** An empty tuple. */
    private static final String CONSTANTS = "\u0080\u0002).";

    private final PtSymbolBlock module;

    private Script(String expression) {
        this("x: Tensor", expression);
    }

    private Script(String arguments, String expression) {
        this(arguments, "Tensor", "return " + expression);
    }

    private Script(String arguments, String type, String body) {
        module = load("""
                class Script(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Script,
                    %s) -> %s:
                    %s
                """.formatted(arguments, type, body));
    }

    /**
     * An operation for {@link #run}.
     *
     * @param arguments as TorchScript declares them, such as {@code x: Tensor, rate: float}
     * @param expression an operation of {@code torch} without a value
     */
    public static Script inPlace(String arguments, String expression) {
        return new Script(arguments, "NoneType", "_0 = %s\n    return None".formatted(expression));
    }

    /** Calls it; the result lies on the manager of the first argument. */
    NDArray of(NDArray... arguments) {
        // "Training" means that gradients are recorded where the caller records them.
        return IValueUtils.forward(module, new NDList(arguments), true).singletonOrThrow();
    }

    /**
     * Calls an operation that changes its arguments. No gradients are recorded.
     *
     * @param arguments arrays, lists of arrays, doubles and booleans
     */
    public void run(Object... arguments) {
        IValue[] values = Arrays.stream(arguments).map(Script::value).toArray(IValue[]::new);
        try {
            IValueUtils.forward(module, values).close();
        } finally {
            Arrays.stream(values).forEach(IValue::close);
        }
    }

    private static IValue value(Object argument) {
        if (argument instanceof NDList list) {
            return IValue.listFrom(list.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
        }
        if (argument instanceof NDArray array) {
            return IValue.from((PtNDArray) array);
        }
        return argument instanceof Boolean flag ? IValue.from(flag) : IValue.from((double) argument);
    }

    private static PtSymbolBlock load(String code) {
        try {
            var bytes = new ByteArrayInputStream(archive(code));
            return JniUtils.loadModule((PtNDManager) Engine.getInstance().newBaseManager(), bytes, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code torch.jit.save} writes. */
    private static byte[] archive(String code) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", OBJECT);
            store(zip, "code/__torch__.py", code);
            store(zip, "constants.pkl", CONSTANTS);
            store(zip, "version", "3\n");
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        ZipEntry entry = new ZipEntry("script/" + name);
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
