package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.config.BadInputException;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.loss.AmSoftmax;
import io.unmask.model.loss.BinaryCrossEntropy;
import io.unmask.model.loss.Capsules;
import io.unmask.model.loss.Consistency;
import io.unmask.model.loss.Contrastive;
import io.unmask.model.loss.ContrastiveRegularization;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.loss.Focal;
import io.unmask.model.loss.IdentityMargin;
import io.unmask.model.loss.JensenShannon;
import io.unmask.model.loss.MaskCrossEntropy;
import io.unmask.model.loss.MaskMse;
import io.unmask.model.loss.MeanAbsoluteError;
import io.unmask.model.loss.PatchSimilarity;
import io.unmask.model.loss.SupervisedContrastive;
import io.unmask.model.nn.AngleLinear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
            case "AMSoftmaxLoss" -> OfficialLosses::amSoftmax;
            case "AngleSimpleLinear" -> OfficialLosses::angleLinear;
            case "CapsuleLoss" -> OfficialLosses::capsules;
            case "ConsistencyCos" -> OfficialLosses::consistencyCosine;
            case "ConsistencyL2" -> OfficialLosses::consistencyL2;
            case "ContrastiveLoss" -> OfficialLosses::contrastiveRegularization;
            case "ICCLoss" -> OfficialLosses::icc;
            case "IDLoss" -> OfficialLosses::identity;
            case "JS_Loss" -> OfficialLosses::jensenShannon;
            case "L1Loss" -> OfficialLosses::meanAbsolute;
            case "SupConLoss" -> OfficialLosses::supCon;
            case "mixup_criterion (cross entropy)" -> OfficialLosses::mixedLabels;
            default -> ofMask(officialClass);
        };
    }

    private static @Nullable Call ofMask(String officialClass) {
        return switch (officialClass) {
            case "MSELoss" -> OfficialLosses::maskMse;
            case "FSCELoss" -> OfficialLosses::maskCrossEntropy;
            case "mixup_segLoss" -> OfficialLosses::mixedMasks;
            case "sspsl_loss" -> OfficialLosses::patchSimilarity;
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

    private static Map<String, NDArray> amSoftmax(LossInputs inputs, Arguments arguments) {
        NDArray cosines = inputs.get("cos_theta");
        double supportVectors = arguments.number("t", 1);
        double gamma = arguments.number("gamma", 0);
        var loss = new AmSoftmax(
                arguments.text("margin_type", "cos").equals("arc") ? AmSoftmax.Margin.ARC : AmSoftmax.Margin.COSINE,
                arguments.number("m", 0.5),
                arguments.number("s", 30),
                // The official code does not read gamma where t is above 1.
                supportVectors > 1 ? 0 : gamma,
                supportVectors);
        return loss(loss.of(cosines, inputs.labels("labels", cosines)));
    }

    private static Map<String, NDArray> angleLinear(LossInputs inputs, Arguments arguments) {
        NDArray weight = inputs.get("weight");
        Shape given = new Shape(
                arguments.integer("in_features", (int) weight.getShape().get(0)),
                arguments.integer("out_features", (int) weight.getShape().get(1)));
        if (!given.equals(weight.getShape())) {
            throw new BadInputException(inputs.fixture().file() + ": input.weight: expected the shape " + given
                    + ", found " + weight.getShape());
        }
        NDArray cosines = AngleLinear.cosines(inputs.get("x"), weight);
        return Map.of("cos", cosines, LOSS, cosines.mul(inputs.get("gradout")).sum());
    }

    private static Map<String, NDArray> capsules(LossInputs inputs, Arguments arguments) {
        NDArray scores = inputs.get("inputs");
        Prediction prediction = new Prediction(scores).with(Capsules.OUTPUT, scores);
        return loss(new Capsules().of(prediction, new Targets(inputs.labels("labels", scores))));
    }

    private static Map<String, NDArray> consistencyCosine(LossInputs inputs, Arguments arguments) {
        NDArray logits = inputs.get("logits");
        // The official class adds the cross entropy itself.
        NDArray entropy = new CrossEntropy(0, null).of(logits, inputs.labels("labels", logits));
        return loss(new Consistency(Consistency.Distance.COSINE)
                .of(inputs.get("feat"))
                .add(entropy));
    }

    private static Map<String, NDArray> consistencyL2(LossInputs inputs, Arguments arguments) {
        return loss(new Consistency(Consistency.Distance.L2).of(inputs.get("feat")));
    }

    private static Map<String, NDArray> contrastiveRegularization(LossInputs inputs, Arguments arguments) {
        int[] methods = Arrays.stream(inputs.get("spe_label").toLongArray())
                .mapToInt(Math::toIntExact)
                .toArray();
        var loss = new ContrastiveRegularization(arguments.number("margin", 1));
        // The fixtures were made with reversal in the place of random order.
        return loss(loss.of(inputs.get("common"), inputs.get("specific"), methods, list -> {
            List<Integer> reversed = new ArrayList<>(list);
            Collections.reverse(reversed);
            return reversed;
        }));
    }

    private static Map<String, NDArray> icc(LossInputs inputs, Arguments arguments) {
        NDArray features = inputs.get("feature");
        NDArray fake = inputs.get("label").toType(features.getDataType(), false);
        return loss(new Contrastive(Contrastive.Form.ICC).of(features, fake).mul(arguments.number("LOSS_WEIGHT", 1)));
    }

    private static Map<String, NDArray> identity(LossInputs inputs, Arguments arguments) {
        return loss(new IdentityMargin(arguments.number("margin", 0.5)).of(inputs.get("x1"), inputs.get("x2")));
    }

    private static Map<String, NDArray> jensenShannon(LossInputs inputs, Arguments arguments) {
        return loss(new JensenShannon().of(inputs.get("inputs"), inputs.get("targets")));
    }

    private static Map<String, NDArray> meanAbsolute(LossInputs inputs, Arguments arguments) {
        return loss(new MeanAbsoluteError().of(inputs.get("inputs"), inputs.get("targets")));
    }

    private static Map<String, NDArray> supCon(LossInputs inputs, Arguments arguments) {
        boolean supervised = inputs.fixture().json("call").path("labels").asBoolean(true);
        var loss = new SupervisedContrastive(
                arguments.number("temperature", 0.07),
                arguments.number("base_temperature", 0.07),
                arguments.text("contrast_mode", "all").equals("one")
                        ? SupervisedContrastive.Anchors.ONE
                        : SupervisedContrastive.Anchors.ALL,
                supervised,
                false);
        return loss(loss.of(inputs.get("features"), inputs.get("labels")));
    }

    /** The mean of two losses is one loss of mixed labels: what pictures mixed by us are trained with. */
    private static Map<String, NDArray> mixedLabels(LossInputs inputs, Arguments arguments) {
        NDArray logits = inputs.get("logits");
        NDArray labels =
                mixed(inputs.labels("labels_a", logits), inputs.labels("labels_b", logits), arguments.number("lam", 1));
        return loss(new CrossEntropy(0, null).of(new Prediction(logits), new Targets(labels)));
    }

    /** The same for masks. */
    private static Map<String, NDArray> mixedMasks(LossInputs inputs, Arguments arguments) {
        NDArray masks = mixed(inputs.get("m_a"), inputs.get("m_b"), arguments.number("lam", 1));
        return loss(new MaskCrossEntropy(null).of(inputs.get("psegs"), masks));
    }

    private static NDArray mixed(NDArray first, NDArray second, double share) {
        return first.mul(share).add(second.mul(1 - share));
    }

    private static Map<String, NDArray> maskMse(LossInputs inputs, Arguments arguments) {
        return loss(new MaskMse().of(inputs.get("pred_mask"), inputs.get("mask")));
    }

    private static Map<String, NDArray> maskCrossEntropy(LossInputs inputs, Arguments arguments) {
        NDArray scores = inputs.get("inputs");
        @Nullable
        List<Double> weights = inputs.arrays().containsKey("weights")
                ? Arrays.stream(NetworkCheck.doubles(inputs.get("weights")))
                        .boxed()
                        .toList()
                : null;
        Prediction prediction = new Prediction(scores).with(Prediction.MASK, scores);
        Targets targets = new Targets(scores, inputs.get("targets"), null);
        return loss(new MaskCrossEntropy(weights).of(prediction, targets));
    }

    private static Map<String, NDArray> patchSimilarity(LossInputs inputs, Arguments arguments) {
        NDArray scores = inputs.get("psegs");
        NDArray features = inputs.get("pfeas");
        NDArray regions = inputs.get("regions");
        NDArray fake = inputs.get("labels").toType(scores.getDataType(), false);
        var loss = new PatchSimilarity();
        NDArray labels = loss.pseudoLabels(features, fake, regions);
        // The official order: all patches of real pictures, then those of fakes.
        NDArray realFirst = NDArrays.concat(new NDList(labels.get(fake.eq(0)), labels.get(fake.eq(1))))
                .flatten()
                .toType(DataType.INT64, false);
        return Map.of(LOSS, loss.of(scores, features, fake, regions), "targets", realFirst);
    }
}
