package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.multiattention.AttentionMap;
import io.unmask.model.multiattention.AttentionPooling;
import io.unmask.model.multiattention.TextureEnhance;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The blocks of the multi-attentional network: from the official class and its arguments to ours. */
@AutoService(ConformCase.class)
public final class MultiAttentionBlockCase implements ConformCase {
    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("mat")
                && List.of("AttentionMap", "AttentionPooling", "Texture_Enhance_v1", "Texture_Enhance_v2")
                        .contains(fixture.text("class"));
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        new NetworkCheck(fixture, comparison, () -> subject(fixture)).run();
    }

    private static NetworkCheck.Subject subject(Fixture fixture) {
        Arguments arguments = new Arguments(fixture);
        NetworkCheck.Subject subject = switch (fixture.text("class")) {
            case "AttentionMap" -> attentionMap(arguments);
            case "AttentionPooling" -> pooling(fixture);
            case "Texture_Enhance_v1" -> texture(TextureEnhance.Form.V1, fixture, arguments);
            default -> texture(TextureEnhance.Form.V2, fixture, arguments);
        };
        arguments.requireAllRead();
        return subject;
    }

    private static NetworkCheck.Subject attentionMap(Arguments arguments) {
        AttentionMap map = new AttentionMap(arguments.integer("in_channels", 0), arguments.integer("out_channels", 0));
        return subject(map, (inputs, pass) -> Map.of("y", map.forward(input(inputs, "x"), pass)));
    }

    private static NetworkCheck.Subject pooling(Fixture fixture) {
        int norm = fixture.json("call").path("norm").asInt(2);
        // DeepfakeBench's 1 adds to the sum of the weights and not to each of them.
        boolean bench = fixture.text("source").contains("DeepfakeBench");
        AttentionPooling pooling = switch (norm) {
            case 1 -> bench ? AttentionPooling.MASS : AttentionPooling.MEAN;
            case 2 -> AttentionPooling.UNIT;
            case 3 -> AttentionPooling.MASS;
            default -> AttentionPooling.SUM;
        };
        return subject(
                new Net() {},
                (inputs, pass) -> Map.of("y", pooling.pool(input(inputs, "features"), input(inputs, "attentions"))));
    }

    private static NetworkCheck.Subject texture(TextureEnhance.Form form, Fixture fixture, Arguments arguments) {
        TextureEnhance block =
                new TextureEnhance(form, arguments.integer("num_features", 0), arguments.integer("num_attentions", 1));
        return subject(block, (inputs, pass) -> {
            TextureEnhance.Enhanced enhanced = enhanced(block, fixture, inputs, pass);
            return Map.of("feature_maps", enhanced.texture(), "feature_maps_d", enhanced.pooled());
        });
    }

    private static TextureEnhance.Enhanced enhanced(
            TextureEnhance block, Fixture fixture, Map<String, NDArray> inputs, Pass pass) {
        NDArray features = input(inputs, "feature_maps");
        if (inputs.containsKey("attention_maps")) {
            return block.enhance(features, input(inputs, "attention_maps"), pass);
        }
        // The official call then gives shares of the size, which only the result tells.
        String entry = fixture.has("output.feature_maps_d") ? "output.feature_maps_d" : "output.eval.feature_maps_d";
        long[] pooled = fixture.tensor(entry).shape();
        return block.enhance(features, (int) pooled[2], (int) pooled[3], pass);
    }

    private static NetworkCheck.Subject subject(Net net, NetworkCheck.Forward forward) {
        return new NetworkCheck.Subject(net, forward, UnaryOperator.identity());
    }

    private static NDArray input(Map<String, NDArray> inputs, String name) {
        NDArray value = inputs.get(name);
        if (value == null) {
            throw new BadInputException("expected an input." + name + ", found inputs " + inputs.keySet());
        }
        return value;
    }
}
