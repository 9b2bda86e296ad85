package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.unmask.config.BadInputException;
import java.util.Map;

/**
 * The inputs of a loss by name.
 *
 * @param fixture where they come from
 * @param arrays the values
 */
record LossInputs(Fixture fixture, Map<String, NDArray> arrays) {
    /** One input. */
    NDArray get(String name) {
        NDArray value = arrays.get(name);
        if (value == null) {
            throw new BadInputException(fixture.file() + ": expected an input " + name + ", found " + arrays.keySet());
        }
        return value;
    }

    /** Labels as class probabilities of the type of the scores (N, classes); class indices (N) become one-hot. */
    NDArray labels(String name, NDArray scores) {
        NDArray labels = get(name);
        DataType type = scores.getDataType();
        return labels.getShape().dimension() == 1 && labels.getDataType().isInteger()
                ? labels.oneHot(
                        Math.toIntExact(scores.getShape().get(scores.getShape().dimension() - 1)), type)
                : labels.toType(type, false);
    }
}
