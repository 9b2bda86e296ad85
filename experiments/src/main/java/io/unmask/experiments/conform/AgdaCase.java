package io.unmask.experiments.conform;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.multiattention.Agda;
import io.unmask.model.nn.Pass;
import io.unmask.weights.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Attention-guided augmentation with the random draws that the fixture gives. */
@AutoService(ConformCase.class)
public final class AgdaCase implements ConformCase {
    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("mat") && fixture.text("class").equals("AGDA");
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        Arguments arguments = new Arguments(fixture);
        Agda agda = settings(fixture.json("constructor"));
        arguments.ignore("mode", "kernel_size", "sigma", "dilation", "scale_factor", "noise_rate", "threshold", "zoom");
        arguments.requireAllRead();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Agda.Draws draws = draws(
                    agda,
                    fixture.tensor("input.index").longs(),
                    fixture.json("random"),
                    fixture.has("input.noise") ? array(manager, fixture.tensor("input.noise")) : null);
            double tolerance = comparison.tolerance("output");
            Pass pass = Pass.training().listening((tap, value) -> {
                if (fixture.has("tap." + tap)) {
                    comparison.compare("tap." + tap, NetworkCheck.doubles(value), tolerance);
                }
            });
            NDArray changed = agda.apply(
                    array(manager, fixture.tensor("input.X")),
                    array(manager, fixture.tensor("input.attention_map")),
                    draws,
                    pass);
            comparison.compare("output.augmented", NetworkCheck.doubles(changed), tolerance);
        }
    }

    /** The settings that the official constructor takes. */
    static Agda settings(JsonNode given) {
        return new Agda(
                mode(given.path("mode").asText("soft")),
                1,
                0.1,
                false,
                given.path("kernel_size").asInt(7),
                given.path("sigma").asDouble(5),
                given.path("dilation").asInt(2),
                given.path("scale_factor").asDouble(0.5),
                given.path("noise_rate").asDouble(0.1),
                range(given.path("threshold"), 0.4, 0.6),
                range(given.path("zoom"), 3, 5));
    }

    private static List<Double> range(JsonNode given, double low, double high) {
        return List.of(given.path(0).asDouble(low), given.path(1).asDouble(high));
    }

    private static Agda.Mode mode(String name) {
        try {
            return Agda.Mode.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "mode: expected one of " + Arrays.toString(Agda.Mode.values()) + ", found '" + name + "'", e);
        }
    }

    /** Draws that the fixture gives. A mixed mode has no zoom where it chose to erase. */
    static Agda.Draws draws(
            Agda agda, long[] heads, JsonNode random, @org.jspecify.annotations.Nullable NDArray noise) {
        Agda.Mode chosen =
                agda.mode() != Agda.Mode.MIX ? agda.mode() : random.has("zoom") ? Agda.Mode.SOFT : Agda.Mode.HARD;
        return new Agda.Draws(
                Arrays.stream(heads).mapToInt(Math::toIntExact).toArray(),
                chosen,
                random.path("threshold").asDouble(),
                random.path("zoom").asDouble(1),
                noise);
    }

    private static NDArray array(NDManager manager, TensorData data) {
        return manager.create(data.floats(), new Shape(data.shape()));
    }
}
