package io.unmask.weights.torch;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a checkpoint may use. None of them is ever looked up or called: each stands for something
 * that this package does itself, or for nothing at all.
 */
sealed interface Allowed {
    /** What a name does. */
    enum Call implements Allowed {
        /** An empty dictionary, or one of pairs. */
        DICTIONARY,
        /** A view of a storage: (storage, offset, shape, strides, …). */
        TENSOR,
        /** A tensor in a wrapper: (tensor, …). */
        PARAMETER,
        /** Something of no meaning to weights: a numpy number among the metrics, a data type, a shape. */
        NOTHING
    }

    /** The class of a storage: the type of its elements. */
    record Elements(String type) implements Allowed {}

    /** What calling {@link Call#NOTHING} gives. */
    enum Nothing {
        /** The only one. */
        NOTHING
    }

    /** Elements by the name of the storage class. */
    Map<String, String> STORAGES = Map.of(
            "DoubleStorage", "F64",
            "FloatStorage", "F32",
            "HalfStorage", "F16",
            "BFloat16Storage", "BF16",
            "LongStorage", "I64",
            "IntStorage", "I32",
            "ShortStorage", "I16",
            "CharStorage", "I8",
            "ByteStorage", "U8",
            "BoolStorage", "BOOL");

    /** Names that training scripts leave beside the weights: epochs, best scores, settings of optimisers. */
    Set<String> WITHOUT_MEANING = Set.of(
            "numpy.core.multiarray.scalar",
            "numpy._core.multiarray.scalar",
            "numpy.dtype",
            "_codecs.encode",
            "torch.Size",
            "torch.device",
            "torch.float64",
            "torch.float32",
            "torch.float16",
            "torch.bfloat16",
            "torch.int64");

    /** What a name stands for, or null if it is not allowed. */
    static @Nullable Allowed of(String module, String name) {
        String elements = STORAGES.get(name);
        if (elements != null && (module.equals("torch") || module.equals("torch.cuda"))) {
            return new Elements(elements);
        }
        String whole = module + "." + name;
        return switch (whole) {
            case "collections.OrderedDict" -> Call.DICTIONARY;
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> Call.TENSOR;
            case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" -> Call.PARAMETER;
            default -> WITHOUT_MEANING.contains(whole) ? Call.NOTHING : null;
        };
    }
}
