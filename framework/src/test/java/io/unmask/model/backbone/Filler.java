package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import java.util.Map;

/**
 * Values by a hash of name and index, so that a network can be filled alike in any language: the reference
 * logits of {@link BackboneGoldenTest} were computed with PyTorch on official code filled in this way.
 */
public final class Filler {
    private Filler() {}

    /** {@code count} values of that name, uniform in shift ± scale. */
    public static float[] values(String name, int count, double scale, double shift) {
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

    /** The picture of the reference, (1, 3, side, side). */
    public static NDArray image(NDManager manager, int side) {
        return array(manager, "input", 1, 3, side, side);
    }

    /** Values in −1..1 of that name. */
    public static NDArray array(NDManager manager, String name, long... shape) {
        Shape all = new Shape(shape);
        return manager.create(values(name, Math.toIntExact(all.size()), 1, 0), all);
    }

    /** Every tensor by the rule; fixed kernels, masks and counters as they start. */
    public static void fill(Parameters parameters) {
        Map<String, Parameter> all = parameters.all();
        all.forEach((name, parameter) -> {
            boolean statistics = name.endsWith("running_mean") || name.endsWith("running_var");
            if (parameter.kind() == Parameter.Kind.BUFFER && !statistics) {
                parameters.set(name, parameter.init().values(parameter.shape(), Seeds.of(0).stream("fixed")));
            } else if (parameter.kind() != Parameter.Kind.COUNTER) {
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
