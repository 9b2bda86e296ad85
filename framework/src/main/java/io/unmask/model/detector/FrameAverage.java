package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Frames;
import io.unmask.model.nn.Pass;

/**
 * A backbone of pictures on every frame of a clip, and the mean of the frames' scores: what a model of time has to beat, on
 * the same frames. It has no parameters but the backbone's, whose names its tensors carry, and learns from each frame.
 */
@JsonTypeName("frame_average")
@AutoService(Detector.class)
@Doc(
        "A backbone on every frame of a clip and the mean of the frames' scores: the baseline of models of time, on the same"
                + " frames.")
public record FrameAverage(
        @Doc("The network, of single pictures.") Backbone backbone,

        @Doc("What training minimises, over frames.") @Default("cross_entropy")
        Loss loss)
        implements ClipDetector {
    private static final int CLASSES = 2;

    @Override
    public DetectorNet ofClips(InputShape clips) {
        return new Network(this, clips);
    }

    private static final class Network extends DetectorNet {
        private static final float SMALLEST = 1e-12f;

        private final BackboneNet backbone;
        private final Loss loss;

        Network(FrameAverage settings, InputShape clips) {
            backbone = inline(settings.backbone.build(CLASSES, new InputShape(clips.channels(), clips.sidePixels())));
            loss = settings.loss;
        }

        private NDArray ofFrames(Inputs inputs, Pass pass) {
            return backbone.forward(Frames.apart(inputs.images()), pass);
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray scores = ofFrames(inputs, pass).softmax(1);
            NDArray mean = scores.reshape(inputs.images().getShape().get(0), -1, CLASSES)
                    .mean(new int[] {1});
            // Logits whose softmax is the mean of the frames' scores.
            return new Prediction(mean.maximum(Constant.of(SMALLEST)).log());
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return loss.of(prediction, targets);
        }

        @Override
        public NDArray trainingLoss(Inputs inputs, Targets targets, TrainingStep step) {
            long frames = inputs.images().getShape().get(2);
            NDArray labels = targets.labels().repeat(0, frames);
            Prediction ofFrames =
                    inStep(inputs, (net, share) -> new Prediction(((Network) net).ofFrames(share, Pass.training())));
            return loss(ofFrames, new Targets(labels), step);
        }
    }
}
