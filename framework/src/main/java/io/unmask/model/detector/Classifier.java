package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;

/**
 * A backbone with two outputs, trained as a plain classifier, of pictures or of clips, whichever the backbone looks at. Its
 * tensors carry the backbone's own names. Scores of several steps of time are averaged before softmax.
 */
@JsonTypeName("classifier")
@AutoService(Detector.class)
@Doc("A backbone with two outputs, real and fake, trained as a plain classifier.")
public record Classifier(
        @Doc("The network.") Backbone backbone,

        @Doc("What training minimises.") @Default("cross_entropy")
        Loss loss) implements Detector {
    private static final int CLASSES = 2;

    @Override
    public boolean takesClips() {
        return backbone.takesClips();
    }

    @Override
    public boolean readsNumbers() {
        return backbone.readsNumbers();
    }

    @Override
    public DetectorNet build(int sidePixels) {
        return new Network(backbone.build(CLASSES, inputAt(sidePixels)), loss);
    }

    private static final class Network extends DetectorNet {
        private final BackboneNet backbone;
        private final Loss loss;

        Network(BackboneNet backbone, Loss loss) {
            // No name of its own, so that a published checkpoint of the backbone fits as it is.
            this.backbone = inline(backbone);
            this.loss = loss;
        }

        @Override
        public int featureLength() {
            return backbone.lastChannels();
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray features = backbone.features(inputs.images(), pass);
            NDArray scores = backbone.head(features, pass);
            // I3D scores every step of time: (N, 2, T').
            NDArray logits = scores.getShape().dimension() > 2 ? Pool.globalAverage(scores) : scores;
            return new Prediction(logits)
                    .with(
                            Prediction.FEATURES,
                            features.getShape().dimension() > 2 ? Pool.globalAverage(features) : features);
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return loss.of(prediction, targets);
        }
    }
}
