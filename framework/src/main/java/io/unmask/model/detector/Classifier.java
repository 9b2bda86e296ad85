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
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;

/** A backbone with two outputs, trained as a plain classifier. Its tensors carry the backbone's own names. */
@JsonTypeName("classifier")
@AutoService(Detector.class)
@Doc("A backbone with two outputs, real and fake, trained as a plain classifier.")
public record Classifier(
        @Doc("The network.") Backbone backbone,

        @Doc("What training minimises.") @Default("cross_entropy")
        Loss loss) implements Detector {
    private static final int CLASSES = 2;

    @Override
    public DetectorNet build(int sidePixels) {
        return new Network(backbone.build(CLASSES, InputShape.rgb(sidePixels)), loss);
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
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray features = backbone.features(inputs.images(), pass);
            return new Prediction(backbone.head(features, pass))
                    .with(
                            Prediction.FEATURES,
                            features.getShape().dimension() == 4 ? Pool.globalAverage(features) : features);
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return loss.of(prediction, targets);
        }
    }
}
