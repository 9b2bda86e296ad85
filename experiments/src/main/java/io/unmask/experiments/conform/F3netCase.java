package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.F3net;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;
import io.unmask.model.stream.BandFilter;
import io.unmask.model.stream.Bands;
import io.unmask.model.stream.FadHead;
import io.unmask.model.stream.LfsHead;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** F3-Net, its filters and its streams: from the official class and its constructor arguments to ours. */
@AutoService(ConformCase.class)
public final class F3netCase implements ConformCase {
    private static final int PICTURE = 299;

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("f3net")
                && List.of("Filter", "FAD_Head", "LFS_Head", "F3Net").contains(fixture.text("class"));
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        new NetworkCheck(fixture, comparison, () -> subject(fixture)).run();
    }

    private static NetworkCheck.Subject subject(Fixture fixture) {
        Arguments arguments = new Arguments(fixture);
        Bands bands = fixture.text("source").contains("PyDeepFakeDet") ? Bands.PYDEEPFAKEDET : Bands.YYK;
        NetworkCheck.Subject subject = switch (fixture.text("class")) {
            case "Filter" -> layer(filter(arguments, bands));
            case "FAD_Head" -> layer(new FadHead(arguments.integer("size", PICTURE), bands));
            case "LFS_Head" -> layer(lfs(arguments, bands));
            default -> network(arguments, bands);
        };
        arguments.requireAllRead();
        return subject;
    }

    private static NetworkCheck.Subject layer(Layer layer) {
        return new NetworkCheck.Subject(
                layer, (inputs, pass) -> Map.of("y", layer.forward(image(inputs), pass)), UnaryOperator.identity());
    }

    private static NDArray image(Map<String, NDArray> inputs) {
        NDArray x = inputs.get("x");
        if (x == null) {
            throw new BadInputException("expected an input.x, found inputs " + inputs.keySet());
        }
        return x;
    }

    private static Layer filter(Arguments arguments, Bands bands) {
        Bands.Band band = new Bands.Band(arguments.number("band_start", 0), arguments.number("band_end", 0));
        return new BandFilter(
                arguments.integer("size", 0),
                bands,
                band,
                arguments.flag("use_learnable", true),
                arguments.flag("norm", false));
    }

    private static Layer lfs(Arguments arguments, Bands bands) {
        // Any size is taken; only the official code insists on one.
        arguments.ignore("size");
        return new LfsHead(arguments.integer("window_size", 10), arguments.integer("M", 6), bands, false);
    }

    private static NetworkCheck.Subject network(Arguments arguments, Bands bands) {
        boolean yyk = bands == Bands.YYK;
        arguments.ignore("device", "pretrained", "PRETRAINED", "ESCAPE");
        int side = arguments.integer("img_width", PICTURE);
        arguments.require("img_height", String.valueOf(side));
        arguments.require("LFS_stride", "2");
        String mode = arguments.text("mode", yyk ? "FAD" : "Both");
        boolean mixed = mode.equalsIgnoreCase("Mix");
        F3net settings = new F3net(
                mixed ? F3net.Streams.BOTH : streams(mode),
                bands,
                arguments.integer("LFS_window_size", 10),
                arguments.integer("LFS_M", 6),
                false,
                yyk ? 1 : 2,
                mixed,
                0,
                arguments.integer("num_classes", yyk ? 1 : 2),
                null,
                new CrossEntropy(0, null));
        DetectorNet net = settings.build(side);
        boolean softmax = !yyk;
        return new NetworkCheck.Subject(
                net,
                (inputs, pass) -> outputs(net, settings.outputs(), softmax, inputs, pass),
                UnaryOperator.identity());
    }

    private static F3net.Streams streams(String mode) {
        try {
            return F3net.Streams.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("mode: expected FAD, LFS, Both, Mix or Original, found '" + mode + "'", e);
        }
    }

    /** PyDeepFakeDet applies softmax inside forward and calls the result logits. */
    private static Map<String, NDArray> outputs(
            DetectorNet net, int outputs, boolean softmax, Map<String, NDArray> inputs, Pass pass) {
        Prediction prediction = net.forward(new Inputs(image(inputs)), pass);
        NDArray features = prediction.require(Prediction.FEATURES, "conform");
        if (outputs == 1) {
            return Map.of("logit", prediction.logits().get(":, 1:2"), "features", features);
        }
        NDArray scores = softmax ? prediction.logits().softmax(1) : prediction.logits();
        return Map.of("logit", scores, "logits", scores, "features", features);
    }
}
