package io.unmask.experiments.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import java.util.Map;

/** The parameter rule itself, bit for bit. */
@AutoService(ConformCase.class)
public final class RuleCase implements ConformCase {
    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("rule");
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        for (Map.Entry<String, JsonNode> example : fixture.json("cases").properties()) {
            float[] values = values(example.getValue());
            double[] exact = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                exact[i] = values[i];
            }
            comparison.exact("output." + example.getKey(), exact);
        }
    }

    /** A parameter by the rule for its name and shape, or the raw numbers in [0, 1) where only a count is given. */
    private static float[] values(JsonNode given) {
        String name = given.path("name").asText();
        RuleV1 rule = RuleV1.of(given.path("seed").asLong(), given.path("gain").asDouble(1));
        if (given.has("count")) {
            return rule.uniform(name, 0, given.path("count").asInt(), 0, 1);
        }
        long[] shape = new long[given.path("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = given.path("shape").get(i).asLong();
        }
        return rule.parameter(name, shape);
    }
}
