package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.LayerNorm;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.TransformerLayer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transformer over the features of a clip's frames, as M2TR (Wang et al. 2022) reports one for videos without saying its
 * sizes and without code: frames to vectors by a backbone or by a whole detector, such as M2TR, a linear layer, a learnt class token and learnt places in time, layers of an
 * encoder that normalise first, and a linear layer on the token.
 */
@JsonTypeName("temporal_transformer")
@AutoService(Detector.class)
@Doc(
        "A transformer over the features of a clip's frames. M2TR's paper scores videos by one and gives neither its sizes nor"
                + " code: all defaults here are ours.")
public record TemporalTransformer(
        @Doc("The network that sees each frame; this or a detector.") @Nullable
        Backbone backbone,

        @Doc(
                "The detector of single pictures whose features of each frame are read, trained along; this or a backbone.")
        @Nullable
        Detector detector,

        @Doc(
                "Weights that the detector starts from: a checkpoint of an earlier trial or of the official code; those of its"
                        + " backbones, or random, when left out.")
        @Nullable
        String detectorWeights,

        @Doc("Length of a token; our default.") @Default("512")
        int width,

        @Doc("Layers of the encoder; our default.") @Default("4")
        int layers,

        @Doc("Heads of attention, which share the width; our default.") @Default("8")
        int heads,

        @Doc("Width of a layer's hidden part over that of a token; our default.") @Default("4")
        int mlpRatio,

        @Doc("Probability of dropout in the encoder, 0..1; our default.") @Default("0.1")
        double dropout,

        @Doc("What training minimises.") @Default("cross_entropy")
        Loss loss)
        implements ClipDetector {
    /** Guards the settings. */
    public TemporalTransformer {
        Check.that(backbone == null || detector == null, "backbone and detector", "both", "must be one of the two");
        Check.that(
                detectorWeights == null || detector != null,
                "detectorWeights",
                String.valueOf(detectorWeights),
                "must be left out with a backbone, which has weights of its own");
        Check.that(
                detector == null || !detector.takesClips(),
                "detector",
                "one of clips",
                "must be one of single pictures");
        Check.that(width > 0, "width", width, "must be above 0");
        Check.that(layers > 0, "layers", layers, "must be above 0");
        Check.that(heads > 0 && width % heads == 0, "heads", heads, "must divide width, which is " + width);
        Check.that(mlpRatio > 0, "mlpRatio", mlpRatio, "must be above 0");
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
    }

    private FrameFeatures frames(InputShape clips) {
        if (backbone != null) {
            return FrameFeatures.of(backbone, clips);
        }
        if (detector == null) {
            throw new BadInputException(
                    "temporal_transformer: neither backbone nor detector is set; name the network that sees"
                            + " each frame, such as backbone: resnet18");
        }
        return FrameFeatures.of(detector, detectorWeights, clips);
    }

    @Override
    public DetectorNet ofClips(InputShape clips) {
        return new Network(this, clips);
    }

    private static final class Network extends DetectorNet {
        private static final int CLASSES = 2;
        /** As vision transformers start their tokens. */
        private static final double DEVIATION = 0.02;

        private final Loss loss;
        private final int frames;
        private final FrameFeatures seen;
        private final Linear embed;
        private final Parameter token;
        private final Parameter places;
        private final List<TransformerLayer> encoder = new ArrayList<>();
        private final LayerNorm norm;
        private final Linear fc;

        Network(TemporalTransformer settings, InputShape clips) {
            loss = settings.loss;
            frames = clips.frames();
            int width = settings.width;
            token = trained("class_token", Init.normal(DEVIATION), 1, 1, width);
            places = trained("position_embedding", Init.normal(DEVIATION), 1, frames + 1L, width);
            seen = inline(settings.frames(clips));
            embed = child("embed", new Linear(seen.length(), width));
            for (int i = 0; i < settings.layers; i++) {
                encoder.add(child(
                        "layers." + i,
                        new TransformerLayer(width, settings.heads, settings.mlpRatio * width, settings.dropout)));
            }
            norm = child("norm", new LayerNorm(width));
            fc = child("fc", new Linear(width, CLASSES));
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            Shape shape = inputs.images().getShape();
            if (shape.get(2) != frames) {
                throw new BadInputException("temporal_transformer: learnt places for clips of " + frames
                        + " frames, found clips of " + shape.get(2));
            }
            NDArray vectors = embed.forward(seen.forward(inputs.images(), pass), pass);
            NDArray zeros = vectors.getManager()
                    .zeros(new Shape(shape.get(0), 1, fc.inputs()), vectors.getDataType(), vectors.getDevice());
            NDArray x = zeros.add(token.array()).concat(vectors, 1).add(places.array());
            for (TransformerLayer layer : encoder) {
                x = layer.forward(x, pass);
            }
            NDArray features = norm.forward(x.get(":, 0"), pass);
            return new Prediction(fc.forward(features, pass)).with(Prediction.FEATURES, features);
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return loss.of(prediction, targets);
        }
    }
}
