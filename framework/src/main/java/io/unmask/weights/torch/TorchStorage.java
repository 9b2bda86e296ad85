package io.unmask.weights.torch;

/**
 * A run of elements in the file that tensors are views of.
 *
 * @param type safetensors name of the element type
 * @param key its name in the file
 * @param elements of the whole run
 */
record TorchStorage(String type, String key, long elements) {
    /** Bytes of one element. */
    int elementBytes() {
        return switch (type) {
            case "F64", "I64" -> 8;
            case "F32", "I32" -> 4;
            case "F16", "BF16", "I16" -> 2;
            default -> 1;
        };
    }
}
