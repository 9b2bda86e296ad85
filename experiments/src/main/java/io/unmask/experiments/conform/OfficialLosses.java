package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.config.BadInputException;
import io.unmask.model.loss.BinaryCrossEntropy;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.loss.Focal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the official loss and its constructor arguments to ours. */
final class OfficialLosses {
    private static final String LOSS = "loss";
    private static final Pattern SMOOTHING = Pattern.compile("label_smoothing=([0-9.eE+-]+)");

    private OfficialLosses() {}

    /** A loss on the inputs of a fixture: the entry {@code loss}, and further outputs. */
    @FunctionalInterface
    interface Call {
        /** Runs it. */
        Map<String, NDArray> run(LossInputs inputs, Arguments arguments);
    }

    /** Ours for the class of a fixture, or null. */
    static @Nullable Call of(Fixture fixture) {
        String officialClass = fixture.text("class");
        return officialClass.isEmpty() ? ofFunction(fixture) : ofClass(officialClass);
    }

    /** Ours for the class of a fixture. */
    static Call require(Fixture fixture) {
        Call call = of(fixture);
        if (call == null) {
            throw new BadInputException(fixture.file() + ": unknown loss " + fixture.text("class"));
        }
        return call;
    }

    private static @Nullable Call ofClass(String officialClass) {
        return switch (officialClass) {
            case "CrossEntropyLoss" -> OfficialLosses::crossEntropy;
            case "BCELossWithLogits" -> OfficialLosses::binary;
            case "BCELoss" -> OfficialLosses::binaryOfProbabilities;
            case "FocalLoss" -> OfficialLosses::focal;
            default -> null;
        };
    }

    /** PyTorch's functions have no class: the source names them. */
    private static @Nullable Call ofFunction(Fixture fixture) {
        String source = fixture.text("source");
        if (source.startsWith("torch.nn.functional.cross_entropy")) {
            return OfficialLosses::smoothed;
        }
        return source.startsWith("torch.nn.functional.binary_cross_entropy_with_logits")
                ? OfficialLosses::binaryPositive
                : null;
    }

    private static Map<String, NDArray> loss(NDArray loss) {
        return Map.of(LOSS, loss);
    }

    private static @Nullable List<Double> classWeights(LossInputs inputs, Arguments arguments) {
        arguments.ignore("CLASS_WEIGHT", "weight");
        JsonNode constructor = inputs.fixture().json("constructor");
        JsonNode given = constructor.has("weight") ? constructor.path("weight") : constructor.path("CLASS_WEIGHT");
        if (!given.isArray()) {
            return null;
        }
        List<Double> weights = new ArrayList<>();
        given.forEach(weight -> weights.add(weight.asDouble()));
        return weights;
    }

    private static Map<String, NDArray> crossEntropy(LossInputs inputs, Arguments arguments) {
        NDArray logits = inputs.get("logits");
        var loss = new CrossEntropy(arguments.number("label_smoothing", 0), classWeights(inputs, arguments));
        return loss(loss.of(logits, inputs.labels("labels", logits)));
    }

    private static Map<String, NDArray> smoothed(LossInputs inputs, Arguments arguments) {
        Matcher named = SMOOTHING.matcher(inputs.fixture().text("source"));
        double official = named.find() ? Double.parseDouble(named.group(1)) : 0;
        NDArray logits = inputs.get("logits");
        var loss = new CrossEntropy(arguments.number("label_smoothing", official), classWeights(inputs, arguments));
        return loss(loss.of(logits, inputs.labels("labels", logits)));
    }

    private static Map<String, NDArray> binary(LossInputs inputs, Arguments arguments) {
        NDArray logits = inputs.get("logits");
        var loss = new BinaryCrossEntropy(classWeights(inputs, arguments), 1, false);
        return loss(loss.of(logits, inputs.labels("labels", logits)));
    }

    private static Map<String, NDArray> binaryPositive(LossInputs inputs, Arguments arguments) {
        NDArray logits = inputs.get("logits");
        double weight = NetworkCheck.doubles(inputs.get("pos_weight"))[0];
        return loss(new BinaryCrossEntropy(null, weight, false).of(logits, inputs.get("labels")));
    }

    private static Map<String, NDArray> binaryOfProbabilities(LossInputs inputs, Arguments arguments) {
        NDArray probabilities = inputs.get("prob");
        NDArray labels = inputs.get("labels").toType(probabilities.getDataType(), false);
        return loss(BinaryCrossEntropy.plain(true).of(probabilities, labels));
    }

    private static Map<String, NDArray> focal(LossInputs inputs, Arguments arguments) {
        NDArray logits = inputs.get("logits");
        NDArray labels = inputs.labels("labels", logits);
        var loss =
                new Focal(arguments.number("ALPHA", 1), arguments.number("GAMMA", 2), !arguments.flag("LOGITS", true));
        return loss(arguments.flag("REDUCE", true) ? loss.of(logits, labels) : loss.elements(logits, labels));
    }
}
