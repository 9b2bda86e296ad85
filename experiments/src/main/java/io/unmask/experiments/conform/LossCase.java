package io.unmask.experiments.conform;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.auto.service.AutoService;
import io.unmask.weights.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Losses: value, further outputs, and the gradient of every input that has one; in float32 and in float64. */
@AutoService(ConformCase.class)
public final class LossCase implements ConformCase {
    private static final String INPUT = "input.";
    private static final String OUTPUT = "output.";
    private static final String GRADIENT = "grad.input.";

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("losses") && OfficialLosses.of(fixture) != null;
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
            comparison.section(type.name().toLowerCase(Locale.ROOT));
            try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
                run(fixture, comparison, inputs(fixture, manager, type));
            }
        }
    }

    private static void run(Fixture fixture, Comparison comparison, Map<String, NDArray> inputs) {
        OfficialLosses.Call call = OfficialLosses.require(fixture);
        Arguments arguments = new Arguments(fixture);
        Map<String, NDArray> outputs;
        try (var collector = Engine.getInstance().newGradientCollector()) {
            outputs = call.run(new LossInputs(fixture, inputs), arguments);
            arguments.requireAllRead();
            collector.backward(loss(fixture, outputs).sum());
        }
        outputs.forEach((name, value) -> {
            if (value.getDataType().isInteger()) {
                comparison.exact(
                        OUTPUT + name, value.toType(DataType.INT64, true).toLongArray());
            } else {
                comparison.compare(OUTPUT + name, NetworkCheck.doubles(value), comparison.tolerance("output"));
            }
        });
        gradients(fixture, comparison, inputs);
    }

    private static NDArray loss(Fixture fixture, Map<String, NDArray> outputs) {
        NDArray loss = outputs.get("loss");
        if (loss == null) {
            throw new IllegalStateException(fixture.file() + ": no output loss, only " + outputs.keySet());
        }
        return loss;
    }

    private static void gradients(Fixture fixture, Comparison comparison, Map<String, NDArray> inputs) {
        inputs.forEach((name, input) -> {
            if (!input.hasGradient()) {
                return;
            }
            double[] gradient = NetworkCheck.doubles(input.getGradient());
            if (fixture.has(GRADIENT + name)) {
                comparison.compare(GRADIENT + name, gradient, comparison.tolerance("grad"));
            } else if (GradientCheck.norm(gradient) != 0) {
                comparison.fail(INPUT + name + ": has a gradient, the metadata calls it unused");
            }
        });
    }

    /** Gradients are on where the file holds one, and where the metadata states that there is none. */
    private static Map<String, NDArray> inputs(Fixture fixture, NDManager manager, DataType type) {
        var unused = NetworkCheck.namesIn(fixture.json("unused"));
        Map<String, NDArray> inputs = new LinkedHashMap<>();
        for (String entry : fixture.names(INPUT)) {
            String name = entry.substring(INPUT.length());
            TensorData data = fixture.tensor(entry);
            Shape shape = new Shape(data.shape());
            NDArray value = data.type().startsWith("I")
                    ? manager.create(data.longs(), shape)
                    : manager.create(data.doubles(), shape).toType(type, false);
            if (fixture.has(GRADIENT + name) || unused.contains(entry)) {
                value.setRequiresGradient(true);
            }
            inputs.put(name, value);
        }
        return inputs;
    }
}
