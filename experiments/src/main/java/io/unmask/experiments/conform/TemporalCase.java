package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.backbone.I3d;
import io.unmask.model.backbone.P3d;
import io.unmask.model.backbone.R3d18;
import io.unmask.model.nn.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Networks of clips: from the official class and its constructor arguments to ours. */
@AutoService(ConformCase.class)
public final class TemporalCase implements ConformCase {
    private static final int KINETICS_CLASSES = 400;
    /** An exception that a fixture makes of the official network: a last pool of another size. */
    private static final Pattern REPAIRED_POOL = Pattern.compile("pool kernel (\\d+)x(\\d+)x\\2 ");

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("temporal") && kind(fixture.text("class")) != null;
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        Kind kind = kind(fixture.text("class"));
        if (kind == null) {
            throw new BadInputException(fixture.file() + ": unknown class " + fixture.text("class"));
        }
        JsonNode shape = fixture.json("inputs_by_rule").path("x").path("shape");
        if (shape.size() != 5) {
            throw new BadInputException(
                    fixture.file() + ": expected inputs_by_rule.x.shape with 5 numbers, found " + shape);
        }
        new NetworkCheck(fixture, comparison, () -> {
                    Arguments arguments = new Arguments(fixture);
                    int channels = shape.path(1).asInt();
                    InputShape input = new InputShape(
                            channels, shape.path(4).asInt(), shape.path(2).asInt());
                    BackboneNet net = kind.build(fixture, arguments, input);
                    arguments.requireAllRead();
                    return new NetworkCheck.Subject(
                            net, (inputs, pass) -> Map.of("logits", net.forward(clip(inputs), pass)), tap -> tap);
                })
                .run();
    }

    private static NDArray clip(Map<String, NDArray> inputs) {
        NDArray x = inputs.get("x");
        if (x == null) {
            throw new BadInputException("expected an input.x, found inputs " + inputs.keySet());
        }
        return x;
    }

    private interface Kind {
        BackboneNet build(Fixture fixture, Arguments arguments, InputShape input);
    }

    private static @Nullable Kind kind(String officialClass) {
        return switch (officialClass) {
            case "r3d_18" -> TemporalCase::r3d;
            case "InceptionI3d" -> TemporalCase::i3d;
            case "P3D63", "P3D131", "P3D199" -> TemporalCase::p3d;
            default -> null;
        };
    }

    private static BackboneNet r3d(Fixture fixture, Arguments arguments, InputShape input) {
        arguments.ignore("weights", "pretrained", "progress");
        return new R3d18(null).build(arguments.integer("num_classes", KINETICS_CLASSES), input);
    }

    private static BackboneNet i3d(Fixture fixture, Arguments arguments, InputShape input) {
        // Dropout is 0 in every fixture, whatever the constructor was told.
        arguments.ignore("dropout_keep_prob", "name");
        arguments.require("spatial_squeeze", "true");
        arguments.require("final_endpoint", "Logits");
        arguments.require("in_channels", String.valueOf(input.channels()));
        int classes = arguments.integer("num_classes", KINETICS_CLASSES);
        I3d official = new I3d(I3d.Head.OFFICIAL, 0, null);
        Matcher repaired = REPAIRED_POOL.matcher(fixture.text("repair"));
        return repaired.find()
                ? official.withPool(
                        classes,
                        input,
                        new Extent(Integer.parseInt(repaired.group(1)), Integer.parseInt(repaired.group(2))))
                : official.build(classes, input);
    }

    private static BackboneNet p3d(Fixture fixture, Arguments arguments, InputShape input) {
        arguments.ignore("modality", "dropout");
        arguments.require("shortcut_type", "B");
        int depth = Integer.parseInt(fixture.text("class").substring("P3D".length()));
        P3d official = new P3d(depth, blocks(fixture, arguments), P3d.Sizes.OFFICIAL, 0, null);
        return official.build(arguments.integer("num_classes", KINETICS_CLASSES), input);
    }

    private static List<P3d.Block> blocks(Fixture fixture, Arguments arguments) {
        List<P3d.Block> blocks = new ArrayList<>();
        for (String name : arguments.texts("ST_struc")) {
            try {
                blocks.add(P3d.Block.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new BadInputException(fixture.file() + ": ST_struc: expected A, B or C, found '" + name + "'", e);
            }
        }
        return blocks.isEmpty() ? List.of(P3d.Block.values()) : blocks;
    }
}
