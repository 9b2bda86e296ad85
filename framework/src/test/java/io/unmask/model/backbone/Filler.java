package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import java.util.Map;

/**
 * Values by a hash of name and index, so that a network can be filled alike in any language: the reference
 * logits of {@link BackboneGoldenTest} were computed with PyTorch on official code filled in this way.
 */
final class Filler {
    private Filler() {}

    static float[] values(String name, int count, double scale, double shift) {
        int s = name.hashCode();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            int h = i * (int) 2654435761L + s * 40503 + 12345;
            h ^= h >>> 16;
            h *= (int) 2246822519L;
            h ^= h >>> 13;
            h *= (int) 3266489917L;
            h ^= h >>> 16;
            double u = (h & 0xffffffffL) / 4294967296.0 * 2 - 1;
            values[i] = (float) (shift + scale * u);
        }
        return values;
    }

    static NDArray image(NDManager manager, int side) {
        return manager.create(values("input", 3 * side * side, 1, 0), new Shape(1, 3, side, side));
    }

    static void fill(Parameters parameters) {
        Map<String, Parameter> all = parameters.all();
        all.forEach((name, parameter) -> {
            if (parameter.kind() != Parameter.Kind.COUNTER) {
                boolean norm = name.endsWith("weight")
                        && all.containsKey(name.substring(0, name.length() - "weight".length()) + "running_mean");
                long[] shape = parameter.shape();
                int size = Math.toIntExact(parameter.size());
                double scale =
                        shape.length >= 2 ? Math.sqrt(3.0 * shape[0] / size) : name.endsWith("running_var") ? 0.2 : 0.1;
                parameters.set(name, values(name, size, scale, norm || name.endsWith("running_var") ? 1 : 0));
            }
        });
    }
}
