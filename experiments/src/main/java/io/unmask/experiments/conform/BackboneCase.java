package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.backbone.AlexNet;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.backbone.EfficientNet;
import io.unmask.model.backbone.Meso4;
import io.unmask.model.backbone.MesoInception4;
import io.unmask.model.backbone.MesoVariant;
import io.unmask.model.backbone.Resnet101;
import io.unmask.model.backbone.Resnet152;
import io.unmask.model.backbone.Resnet18;
import io.unmask.model.backbone.Resnet34;
import io.unmask.model.backbone.Resnet50;
import io.unmask.model.backbone.Xception;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Backbones: from the official class, its source and its constructor arguments to ours. */
@AutoService(ConformCase.class)
public final class BackboneCase implements ConformCase {
    private static final int IMAGENET_CLASSES = 1000;

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("backbones") && kind(fixture.text("class")) != null;
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        Arguments arguments = new Arguments(fixture);
        Built built = build(fixture, arguments);
        arguments.requireAllRead();
        int side = side(fixture);
        new NetworkCheck(fixture, comparison, () -> {
                    BackboneNet net = built.backbone.build(built.classes, new InputShape(built.channels, side));
                    return new NetworkCheck.Subject(
                            net, (inputs, pass) -> Map.of("logits", net.forward(image(inputs), pass)), built.ourTap);
                })
                .run();
    }

    private static NDArray image(Map<String, NDArray> inputs) {
        NDArray x = inputs.get("x");
        if (x == null) {
            throw new BadInputException("expected an input.x, found inputs " + inputs.keySet());
        }
        return x;
    }

    private static int side(Fixture fixture) {
        JsonNode ruled = fixture.json("inputs_by_rule").path("x").path("shape");
        return ruled.isArray()
                ? ruled.path(ruled.size() - 1).asInt()
                : (int) fixture.tensor("input.x").shape()[3];
    }

    /** What the metadata asks for. */
    private record Built(Backbone backbone, int classes, int channels, UnaryOperator<String> ourTap) {
        Built(Backbone backbone, int classes) {
            this(backbone, classes, 3, UnaryOperator.identity());
        }
    }

    private interface Kind {
        Built build(Fixture fixture, Arguments arguments);
    }

    private static @Nullable Kind kind(String officialClass) {
        return switch (officialClass) {
            case "resnet18", "resnet34", "resnet50", "resnet101", "resnet152" -> BackboneCase::resnet;
            case "alexnet" -> BackboneCase::alexnet;
            case "Xception" -> BackboneCase::xception;
            case "EfficientNet.from_name" -> BackboneCase::lukemelas;
            case "EfficientNet" -> BackboneCase::nominal;
            case "EfficientNetB4" -> BackboneCase::deepfakebench;
            case "Meso4", "MesoInception4" -> BackboneCase::meso;
            default -> null;
        };
    }

    private static Built build(Fixture fixture, Arguments arguments) {
        Kind kind = kind(fixture.text("class"));
        if (kind == null) {
            throw new BadInputException(fixture.file() + ": unknown class " + fixture.text("class"));
        }
        return kind.build(fixture, arguments);
    }

    private static Built resnet(Fixture fixture, Arguments arguments) {
        arguments.ignore("weights", "pretrained", "progress");
        boolean zero = arguments.flag("zero_init_residual", false);
        Backbone backbone = switch (fixture.text("class")) {
            case "resnet18" -> new Resnet18(zero, null);
            case "resnet34" -> new Resnet34(zero, null);
            case "resnet50" -> new Resnet50(zero, null);
            case "resnet101" -> new Resnet101(zero, null);
            default -> new Resnet152(zero, null);
        };
        return new Built(backbone, arguments.integer("num_classes", IMAGENET_CLASSES));
    }

    private static Built alexnet(Fixture fixture, Arguments arguments) {
        // Dropout is 0 in every fixture, whatever the constructor was told.
        arguments.ignore("weights", "pretrained", "progress", "dropout");
        return new Built(new AlexNet(0, null), arguments.integer("num_classes", IMAGENET_CLASSES));
    }

    private static Built xception(Fixture fixture, Arguments arguments) {
        String source = fixture.text("source");
        boolean bench = source.contains("DeepfakeBench");
        arguments.ignore("ESCAPE", "PRETRAINED", "pretrained", "escape");
        arguments.require("mode", "original");
        boolean wrapped = arguments.truthy("dropout");
        int channels = arguments.integer("in_channels", arguments.integer("inc", 3));
        Xception.Head head = source.contains("timm") || source.contains("pytorch-image-models")
                ? Xception.Head.FC
                : Xception.Head.LAST_LINEAR;
        Backbone backbone = new Xception(source.contains("Locate-and-Verify"), head, wrapped ? 0.0 : null, bench, null);
        return new Built(backbone, arguments.integer("num_classes", 2), channels, BackboneCase::xceptionTap);
    }

    /** Both b0 and final were overwritten by the in-place ReLU that follows them, and so were the features. */
    private static String xceptionTap(String official) {
        if (official.equals("b0")) {
            return "stem2";
        }
        if (official.equals("features")) {
            return "final";
        }
        return official.matches("b\\d+") ? "block" + official.substring(1) : official;
    }

    private static EfficientNet.Size size(String modelName) {
        try {
            return EfficientNet.Size.valueOf(
                    modelName.replace("efficientnet-", "").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("expected efficientnet-b0 to efficientnet-b7, found '" + modelName + "'", e);
        }
    }

    private static Built lukemelas(Fixture fixture, Arguments arguments) {
        arguments.ignore("drop_connect_rate", "dropout_rate");
        boolean dynamic = arguments.isNull("image_size");
        int side = arguments.integer("image_size", 0);
        Backbone backbone = new EfficientNet(
                size(arguments.text("model_name", "")),
                dynamic ? EfficientNet.Padding.DYNAMIC : EfficientNet.Padding.TRACKED,
                EfficientNet.Layout.LUKEMELAS,
                side == 0 ? null : side,
                0.0,
                0,
                1 - arguments.number("batch_norm_momentum", 0.99),
                arguments.number("batch_norm_epsilon", 1e-3),
                null);
        return new Built(
                backbone,
                arguments.integer("num_classes", IMAGENET_CLASSES),
                arguments.integer("in_channels", 3),
                UnaryOperator.identity());
    }

    private static Built nominal(Fixture fixture, Arguments arguments) {
        arguments.ignore("PRETRAINED", "ESCAPE", "DROPOUT");
        String name = arguments.text("VARIANT", arguments.text("model_name", ""));
        return new Built(
                efficientNet(size(name), EfficientNet.Padding.NOMINAL, EfficientNet.Layout.LUKEMELAS),
                arguments.integer("num_classes", 2));
    }

    private static Built deepfakebench(Fixture fixture, Arguments arguments) {
        arguments.ignore("pretrained", "dropout");
        arguments.require("mode", "original");
        Backbone backbone =
                efficientNet(EfficientNet.Size.B4, EfficientNet.Padding.TRACKED, EfficientNet.Layout.DEEPFAKEBENCH);
        return new Built(
                backbone,
                arguments.integer("num_classes", 2),
                arguments.integer("inc", 3),
                official -> official.equals("features") ? "final" : official);
    }

    private static Backbone efficientNet(
            EfficientNet.Size size, EfficientNet.Padding padding, EfficientNet.Layout layout) {
        return new EfficientNet(size, padding, layout, null, 0.0, 0, 0.01, 1e-3, null);
    }

    private static Built meso(Fixture fixture, Arguments arguments) {
        boolean pyDeepFakeDet = fixture.text("source").contains("PyDeepFakeDet");
        MesoVariant variant = pyDeepFakeDet ? MesoVariant.PYDEEPFAKEDET : MesoVariant.HONGGU;
        arguments.require("inc", "3");
        // PyDeepFakeDet applies softmax inside forward and calls the result logits.
        Backbone backbone = fixture.text("class").equals("Meso4")
                ? new Meso4(variant, 0, pyDeepFakeDet, null)
                : new MesoInception4(variant, 0, pyDeepFakeDet, null);
        return new Built(
                backbone,
                arguments.integer("num_classes", 2),
                3,
                official -> pyDeepFakeDet
                        ? official.replaceFirst("^(inception_)?conv", "block")
                        : official.equals("maxpooling2") ? "block4" : official);
    }
}
