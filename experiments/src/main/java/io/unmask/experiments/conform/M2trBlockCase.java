package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.m2tr.Localizer;
import io.unmask.model.m2tr.MultiScaleAttention;
import io.unmask.model.m2tr.MultiScaleTransformer;
import io.unmask.model.m2tr.Patch;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** The blocks of M2TR: from the official class and its constructor arguments to ours. */
@AutoService(ConformCase.class)
public final class M2trBlockCase implements ConformCase {
    private static final List<Integer> DIVISORS = List.of(1, 2, 4, 8);

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("m2tr")
                && List.of(
                                "Classifier2D",
                                "Localizer",
                                "MultiHeadedAttention",
                                "PatchTrans (TransformerBlock)",
                                "PatchTrans")
                        .contains(fixture.text("class"));
    }

    /**
     * A block under test.
     *
     * @param layer the block, under the names of the fixture
     * @param evaluated what the official class does to its output in evaluation mode
     * @param trained the same in training mode
     */
    private record Block(Layer layer, UnaryOperator<NDArray> evaluated, UnaryOperator<NDArray> trained) {
        Block(Layer layer) {
            this(layer, UnaryOperator.identity(), UnaryOperator.identity());
        }

        Map<String, NDArray> run(Map<String, NDArray> inputs, Pass pass) {
            NDArray x = inputs.get("x");
            if (x == null) {
                throw new BadInputException("expected an input.x, found inputs " + inputs.keySet());
            }
            NDArray y = layer.forward(x, pass);
            return Map.of("y", (pass.isTraining() ? trained : evaluated).apply(y));
        }
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        build(fixture);
        new NetworkCheck(fixture, comparison, () -> {
                    Block block = build(fixture);
                    return new NetworkCheck.Subject(block.layer, block::run, UnaryOperator.identity());
                })
                .run();
    }

    private static Block build(Fixture fixture) {
        Arguments arguments = new Arguments(fixture);
        Block block = switch (fixture.text("class")) {
            case "Classifier2D" -> classifier(arguments);
            case "Localizer" -> localizer(arguments);
            case "MultiHeadedAttention" -> attention(fixture, arguments);
            default -> transformer(arguments);
        };
        arguments.requireAllRead();
        return block;
    }

    /** The official head: a linear layer whose scores are squashed in evaluation mode alone. Dropout is 0 in fixtures. */
    private static Block classifier(Arguments arguments) {
        arguments.ignore("dropout_rate");
        Layer layer = new Named(
                "projection", new Linear(arguments.integer("dim_in", 0), arguments.integer("num_classes", 2)));
        boolean sigmoid = arguments.text("act_func", "softmax").equals("sigmoid");
        if (!sigmoid) {
            arguments.require("act_func", "softmax");
        }
        return new Block(layer, y -> sigmoid ? Activation.sigmoid(y) : y.softmax(1), UnaryOperator.identity());
    }

    private static Block localizer(Arguments arguments) {
        Layer layer = new Localizer(arguments.integer("in_channel", 0), arguments.integer("output_channel", 1), true);
        return new Block(layer, Activation::sigmoid, Activation::sigmoid);
    }

    private static Block attention(Fixture fixture, Arguments arguments) {
        arguments.ignore("patchsize");
        List<Patch> patches = StreamSupport.stream(
                        fixture.json("constructor").path("patchsize").spliterator(), false)
                .map(M2trBlockCase::patch)
                .toList();
        return new Block(new MultiScaleAttention(arguments.integer("d_model", 0), patches));
    }

    private static Patch patch(JsonNode widthAndHeight) {
        return new Patch(widthAndHeight.path(0).asInt(), widthAndHeight.path(1).asInt());
    }

    private static Block transformer(Arguments arguments) {
        int side = arguments.integer("in_size", 0);
        List<Patch> patches =
                DIVISORS.stream().map(divisor -> Patch.square(side / divisor)).toList();
        return new Block(new Named("t", new MultiScaleTransformer(arguments.integer("in_channel", 0), patches)));
    }

    /** A layer below a name. */
    private static final class Named extends Layer {
        private final Layer layer;

        Named(String name, Layer layer) {
            this.layer = child(name, layer);
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return layer.forward(x, pass);
        }
    }
}
