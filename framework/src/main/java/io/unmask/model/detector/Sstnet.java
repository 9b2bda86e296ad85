package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.backbone.Xception;
import io.unmask.model.frequency.ConstrainedConv;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Frames;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Lstm;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import org.jspecify.annotations.Nullable;

/**
 * SSTNet (Wu et al., ICASSP 2020): spatial features, steganalysis features from constrained convolutions, and a recurrent
 * network over time. There is no official code, and the abstract, which is all that could be read, gives no sizes.
 */
@JsonTypeName("sstnet")
@AutoService(Detector.class)
@Doc(
        "SSTNet: a simplified Xception on every frame, another on the residuals of constrained filters, and an LSTM over time."
                + " No official code exists and no sizes could be checked: all defaults here are ours.")
public record Sstnet(
        @Doc("Blocks of Xception's middle that are kept, of 8; our default.") @Default("4")
        int middleBlocks,

        @Doc("Side of the constrained filters in pixels, odd; our default.") @Default("5")
        int filterSide,

        @Doc("Length of a frame's vector before the LSTM; our default.") @Default("512")
        int width,

        @Doc("Length of the LSTM's state; our default. Its last state is scored.") @Default("512")
        int hidden,

        @Doc(
                "Weights that both Xceptions start from: a file that holds as many middle blocks, or, with all 8, a name of the"
                        + " catalogue such as cadene/xception; random when left out.")
        @Nullable
        String weights,

        @Doc("What training minimises.") @Default("cross_entropy")
        Loss loss)
        implements ClipDetector {
    private static final int OUR_FRAMES = 10;

    /** Guards the settings. */
    public Sstnet {
        Check.that(middleBlocks >= 0 && middleBlocks <= 8, "middleBlocks", middleBlocks, "must be from 0 to 8");
        Check.that(filterSide > 1 && filterSide % 2 == 1, "filterSide", filterSide, "must be odd and above 1");
        Check.that(width > 0, "width", width, "must be above 0");
        Check.that(hidden > 0, "hidden", hidden, "must be above 0");
    }

    @Override
    public InputShape inputAt(int sidePixels) {
        return new InputShape(CHANNELS, sidePixels, OUR_FRAMES);
    }

    @Override
    public DetectorNet ofClips(InputShape clips) {
        return new Network(this, clips);
    }

    private static final class Network extends DetectorNet {
        private static final int CLASSES = 2;
        private static final String FILTER = "constrained.weight";

        private final Loss loss;
        private final FrameFeatures spatial;
        private final ConstrainedConv filter;
        private final FrameFeatures residual;
        private final Linear joined;
        private final Lstm lstm;
        private final Linear fc;

        Network(Sstnet settings, InputShape clips) {
            loss = settings.loss;
            spatial = child("spatial", FrameFeatures.of(trunk(settings, clips)));
            filter = child("constrained", new ConstrainedConv(clips.channels(), settings.filterSide));
            residual = child("residual", FrameFeatures.of(trunk(settings, clips)));
            joined = child("joined", new Linear(spatial.length() + residual.length(), settings.width));
            lstm = child("lstm", new Lstm(settings.width, settings.hidden, false));
            fc = child("fc", new Linear(settings.hidden, CLASSES));
        }

        private static BackboneNet trunk(Sstnet settings, InputShape clips) {
            return new Xception(false, Xception.Head.LAST_LINEAR, null, false, settings.weights)
                    .withMiddleBlocks(
                            CLASSES, new InputShape(clips.channels(), clips.sidePixels()), settings.middleBlocks);
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray frames = Frames.apart(inputs.images());
            long each = inputs.images().getShape().get(2);
            NDArray colours = spatial.ofFrames(frames, each, pass.under("spatial."));
            NDArray residuals = pass.tap("residuals", filter.forward(frames, pass));
            NDArray noise = residual.ofFrames(residuals, each, pass.under("residual."));
            NDArray states = lstm.forward(joined.forward(colours.concat(noise, 2), pass), pass);
            NDArray last = states.get(":, -1");
            return new Prediction(fc.forward(last, pass)).with(Prediction.FEATURES, last);
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return loss.of(prediction, targets);
        }

        @Override
        public void afterStep(Parameters parameters) {
            NDArray weights = parameters.get(FILTER).array();
            parameters.set(
                    FILTER,
                    filter.constrained(weights.toType(DataType.FLOAT32, false).toFloatArray()));
        }
    }
}
