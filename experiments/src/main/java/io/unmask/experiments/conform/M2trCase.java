package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.backbone.EfficientNet;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.M2tr;
import io.unmask.model.fusion.Cmf;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Pass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** M2TR as a whole: from the settings of the official class to ours. */
@AutoService(ConformCase.class)
public final class M2trCase implements ConformCase {
    private static final List<Integer> SCALES = List.of(1, 2, 4, 8);

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("m2tr") && fixture.text("class").equals("M2TR");
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        Arguments arguments = new Arguments(fixture);
        M2tr settings = settings(arguments);
        int side = arguments.integer("IMG_SIZE", 320);
        arguments.requireAllRead();
        new NetworkCheck(fixture, comparison, () -> {
                    DetectorNet net = settings.build(side);
                    return new NetworkCheck.Subject(
                            net,
                            (inputs, pass) -> outputs(net, inputs, pass),
                            tap -> tap.equals("texture_" + settings.tap()) ? settings.tap() : tap);
                })
                .run();
    }

    private static M2tr settings(Arguments arguments) {
        // Dropout is 0 in every fixture, whatever the constructor was told.
        arguments.ignore("DROP_RATIO");
        arguments.require("FEATURE_LAYER", "final");
        arguments.require("NUM_CLASSES", "2");
        M2tr.Decoder decoder = arguments.flag("HAS_DECODER", false) ? M2tr.Decoder.OFFICIAL : M2tr.Decoder.NONE;
        return new M2tr(
                backbone(arguments.text("BACKBONE", "efficientnet-b4")),
                arguments.text("TEXTURE_LAYER", "b2"),
                4,
                arguments.integer("DEPTH", 4),
                true,
                SCALES,
                true,
                new Cmf(null, 1024),
                decoder,
                0,
                new CrossEntropy(0, null),
                0,
                0,
                M2tr.ScoreMode.SOFTMAX_LOGITS);
    }

    private static EfficientNet backbone(String name) {
        return new EfficientNet(
                size(name),
                EfficientNet.Padding.NOMINAL,
                EfficientNet.Layout.LUKEMELAS,
                null,
                0.0,
                0,
                0.01,
                1e-3,
                null);
    }

    private static EfficientNet.Size size(String name) {
        try {
            return EfficientNet.Size.valueOf(name.replace("efficientnet-", "").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("expected efficientnet-b0 to efficientnet-b7, found '" + name + "'", e);
        }
    }

    /** The official class squashes its scores in evaluation mode alone, and its mask always. */
    private static Map<String, NDArray> outputs(DetectorNet net, Map<String, NDArray> inputs, Pass pass) {
        NDArray image = inputs.get("img");
        if (image == null) {
            throw new BadInputException("expected an input.img, found inputs " + inputs.keySet());
        }
        Prediction prediction = net.forward(new Inputs(image), pass);
        NDArray logits = prediction.logits();
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        outputs.put("logits", pass.isTraining() ? logits : Activation.sigmoid(logits));
        outputs.put("features", prediction.require(Prediction.FEATURES, "conform"));
        @Nullable NDArray mask = prediction.extra().get(Prediction.MASK);
        if (mask != null) {
            outputs.put("mask", Activation.sigmoid(mask));
        }
        return outputs;
    }
}
