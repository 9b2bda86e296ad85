package io.unmask.model.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The engine's own x · sigmoid(x), forward and backward one pass over memory each; composed of sigmoid and product they are
 * two and five, and the sigmoid is kept as well. DJL does not offer it, but runs TorchScript, so it is called by a script
 * of one line.
 */
final class Silu {
    private static final String CODE = """
            class Silu(Module):
              __parameters__ = []
              __buffers__ = []
              def forward(self: __torch__.Silu,
                x: Tensor) -> Tensor:
                return torch.silu(x)
            """;
    /** Pickle, protocol 2: an object of that class without attributes. */
    private static final String OBJECT = "\u0080\u0002c__torch__\nSilu\n)\u0081}b.";
    /** An empty tuple. */
    private static final String CONSTANTS = "\u0080\u0002).";

    private static final PtSymbolBlock SCRIPT = load();

    private Silu() {}

    static NDArray of(NDArray x) {
        // "Training" means that gradients are recorded where the caller records them.
        return IValueUtils.forward(SCRIPT, new NDList(x), true).singletonOrThrow();
    }

    private static PtSymbolBlock load() {
        try {
            var bytes = new ByteArrayInputStream(archive());
            return JniUtils.loadModule((PtNDManager) Engine.getInstance().newBaseManager(), bytes, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code torch.jit.save} writes. */
    private static byte[] archive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", OBJECT);
            store(zip, "code/__torch__.py", CODE);
            store(zip, "constants.pkl", CONSTANTS);
            store(zip, "version", "3\n");
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        ZipEntry entry = new ZipEntry("silu/" + name);
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
