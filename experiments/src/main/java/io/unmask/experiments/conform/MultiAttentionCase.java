package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.EfficientNet;
import io.unmask.model.backbone.Xception;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.multiattention.Agda;
import io.unmask.model.multiattention.AttentionPooling;
import io.unmask.model.multiattention.MultiAttention;
import io.unmask.model.multiattention.RegionIndependence;
import io.unmask.model.multiattention.TextureEnhance;
import io.unmask.model.nn.Pass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole multi-attentional network with its losses, the random draws of AGDA given. */
@AutoService(ConformCase.class)
public final class MultiAttentionCase implements ConformCase {
    private static final int SIDE = 380;

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("mat") && fixture.text("class").equals("MAT");
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        MultiAttention settings = settings(fixture);
        String official = new Arguments(fixture).text("feature_layer", "b1");
        new NetworkCheck(fixture, comparison, () -> {
                    MultiAttention.Network net = settings.build(side(fixture));
                    return new NetworkCheck.Subject(
                            net,
                            (inputs, pass) -> outputs(fixture, settings, net, inputs, pass),
                            tap -> tap.equals("shallow") ? place(settings.backbone(), official) : tap);
                })
                .run();
    }

    private static int side(Fixture fixture) {
        return fixture.json("constructor").path("size").path(0).asInt(SIDE);
    }

    private static MultiAttention settings(Fixture fixture) {
        Arguments arguments = new Arguments(fixture);
        // Dropout is 0 in every fixture, whatever the constructor was told.
        arguments.ignore("pretrained", "size", "dropout_rate", "drop_final_rate", "inner_margin");
        arguments.require("num_classes", "2");
        Backbone backbone = backbone(arguments.text("net", "xception"));
        JsonNode margins = fixture.json("constructor").path("inner_margin");
        JsonNode weights = fixture.json("loss_weights");
        MultiAttention settings = new MultiAttention(
                backbone,
                place(backbone, arguments.text("feature_layer", "b3")),
                place(backbone, arguments.text("attention_layer", "final")),
                arguments.integer("M", 8),
                arguments.integer("mid_dims", 256),
                TextureEnhance.Form.V2,
                AttentionPooling.UNIT,
                0,
                0,
                new RegionIndependence(
                        RegionIndependence.Form.V2,
                        weights.path("aux_loss_weight").asDouble(0.5),
                        arguments.number("alpha", 0.05),
                        1,
                        arguments.number("margin", 1),
                        List.of(margins.path(0).asDouble(0.01), margins.path(1).asDouble(0.02))),
                agda(fixture.json("agda"), weights),
                0,
                MultiAttention.Wiring.OFFICIAL,
                new CrossEntropy(0, null));
        arguments.requireAllRead();
        return settings;
    }

    private static Agda agda(JsonNode given, JsonNode weights) {
        Agda agda = AgdaCase.settings(given);
        return new Agda(
                given.isObject() ? agda.mode() : Agda.Mode.OFF,
                weights.path("AGDA_loss_weight").asDouble(1),
                weights.path("match_loss_weight").asDouble(0.1),
                false,
                agda.kernel(),
                agda.sigma(),
                agda.dilation(),
                agda.scale(),
                agda.noise(),
                agda.threshold(),
                agda.zoom());
    }

    private static Backbone backbone(String name) {
        if (name.equals("xception")) {
            return new Xception(false, Xception.Head.LAST_LINEAR, null, false, null);
        }
        return new EfficientNet(
                EfficientNet.Size.valueOf(name.replace("efficientnet-", "").toUpperCase(Locale.ROOT)),
                EfficientNet.Padding.NOMINAL,
                EfficientNet.Layout.LUKEMELAS,
                null,
                0.0,
                0,
                0.01,
                1e-3,
                null);
    }

    /** The name of a place in our backbone. */
    private static String place(Backbone backbone, String official) {
        if (backbone instanceof EfficientNet) {
            return official;
        }
        return official.equals("b0")
                ? "stem2"
                : official.equals("final") ? "features" : "block" + official.substring(1);
    }

    private static Map<String, NDArray> outputs(
            Fixture fixture,
            MultiAttention settings,
            MultiAttention.Network net,
            Map<String, NDArray> inputs,
            Pass pass) {
        Inputs pictures = new Inputs(input(inputs, "x"));
        if (!pass.isTraining()) {
            return Map.of("ensemble_logit", net.forward(pictures, pass).logits());
        }
        MultiAttention.Losses losses = net.losses(
                pictures,
                targets(pictures.images(), input(inputs, "y")),
                attention -> AgdaCase.draws(
                        settings.agda(),
                        input(inputs, "agda_index").toLongArray(),
                        fixture.json("agda").path("random"),
                        inputs.get("agda_noise")),
                settings.regions().alpha(),
                pass);
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        put(outputs, "loss", losses.total());
        put(outputs, "ensemble_loss", losses.classification());
        put(outputs, "aux_loss", losses.regions());
        put(outputs, "AGDA_ensemble_loss", losses.changedClassification());
        put(outputs, "AGDA_aux_loss", losses.changedRegions());
        put(outputs, "match_loss", losses.match());
        put(outputs, "feature_matrix", losses.firstTextures());
        Prediction first = losses.first();
        if (first != null) {
            put(outputs, "ensemble_logit", first.logits());
            put(outputs, "feature_matrix_d", first.require(MultiAttention.REGIONS, "conform"));
        }
        return outputs;
    }

    private static void put(Map<String, NDArray> outputs, String name, @Nullable NDArray value) {
        if (value != null) {
            outputs.put(name, value);
        }
    }

    private static Targets targets(NDArray like, NDArray classes) {
        long[] given = classes.toLongArray();
        float[] labels = new float[2 * given.length];
        for (int i = 0; i < given.length; i++) {
            labels[2 * i + Math.toIntExact(given[i])] = 1;
        }
        NDArray array = like.getManager().create(labels, new Shape(given.length, 2));
        return new Targets(array.toType(like.getDataType(), false));
    }

    private static NDArray input(Map<String, NDArray> inputs, String name) {
        NDArray value = inputs.get(name);
        if (value == null) {
            throw new BadInputException("expected an input." + name + ", found inputs " + inputs.keySet());
        }
        return value;
    }
}
