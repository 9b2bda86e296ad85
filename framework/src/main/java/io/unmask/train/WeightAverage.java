package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.weights.TensorData;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exponential moving average of a network: trained weights and running statistics; counters are the network's. */
final class WeightAverage {
    private final Parameters parameters;
    private final double decay;
    private final NDArray flat;
    private final Map<String, NDArray> buffers = new LinkedHashMap<>();

    /** Starts at the present values. */
    WeightAverage(Parameters parameters, double decay) {
        this.parameters = parameters;
        this.decay = decay;
        flat = parameters.flat().duplicate();
        parameters.all().forEach((name, parameter) -> {
            if (parameter.kind() == Parameter.Kind.BUFFER) {
                buffers.put(name, parameter.array().duplicate());
            }
        });
    }

    /** Takes the present values in. */
    void update(NDManager scratch) {
        approach(flat, parameters.flat(), scratch);
        buffers.forEach(
                (name, average) -> approach(average, parameters.get(name).array(), scratch));
    }

    /** average += (1 − decay) · (value − average): in this form a constant stays what it is. */
    private void approach(NDArray average, NDArray value, NDManager scratch) {
        NDArray difference = value.sub(average);
        difference.attach(scratch);
        average.addi(difference.muli(1 - decay));
    }

    /** Runs something while the network holds the average; afterwards it holds its own values again. */
    void during(Runnable action) {
        try (NDManager kept = parameters.flat().getManager().newSubManager()) {
            Map<String, NDArray> own = new LinkedHashMap<>();
            NDArray ownFlat = keep(parameters.flat(), kept);
            buffers.forEach((name, average) -> {
                NDArray array = parameters.get(name).array();
                own.put(name, keep(array, kept));
                StateDict.copy(average, array);
            });
            StateDict.copy(flat, parameters.flat());
            try {
                action.run();
            } finally {
                StateDict.copy(ownFlat, parameters.flat());
                own.forEach((name, value) ->
                        StateDict.copy(value, parameters.get(name).array()));
            }
        }
    }

    private static NDArray keep(NDArray array, NDManager manager) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        return copy;
    }

    /** Under the network's names, until the manager is closed. */
    Map<String, TensorData> read(NDManager scratch) {
        return StateDict.read(parameters, flat, buffers, scratch);
    }

    /** Goes back to what {@link #read} gave. */
    void write(Map<String, TensorData> tensors, Path file) {
        StateDict.writeTrained(parameters, flat, tensors, file);
        buffers.forEach((name, average) -> StateDict.write(
                average,
                StateDict.require(tensors, name, average, parameters.get(name).shape(), file)));
    }
}
