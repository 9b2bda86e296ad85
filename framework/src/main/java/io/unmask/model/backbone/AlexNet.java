package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AlexNet as torchvision builds it (models/alexnet.py), after Krizhevsky 2014: one tower, no local response
 * normalisation. Stages: {@code features}, {@code avgpool}.
 */
@JsonTypeName("alexnet")
@AutoService(Backbone.class)
@Doc("AlexNet of torchvision, without response normalisation: 57 million parameters with two classes.")
public record AlexNet(
        @Doc("Probability of dropout before the first two linear layers, 0..1.") @Default("0.5")
        double dropout,

        @Doc(
                "Weights to start from: a name of the catalogue such as torchvision/alexnet, or a file; random when left out.")
        @Nullable
        String weights)
        implements Backbone {
    private static final int POOLED = 6;
    private static final int FEATURES = 256;
    private static final int HIDDEN = 4096;

    /** Guards the settings. */
    public AlexNet {
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
    }

    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new Network(dropout, classes, input.channels());
    }

    private static final class Network extends BackboneNet {
        private final Conv2d first;
        private final Conv2d second;
        private final Conv2d third;
        private final Conv2d fourth;
        private final Conv2d fifth;
        private final Linear hidden1;
        private final Linear hidden2;
        private final Linear scores;
        private final double dropout;

        Network(double dropout, int classes, int inputChannels) {
            this.dropout = dropout;
            first = child(
                    "features.0",
                    Conv2d.of(inputChannels, 64, 11).stride(4).padding(2).build());
            second = child("features.3", Conv2d.of(64, 192, 5).padding(2).build());
            third = child("features.6", Conv2d.of(192, 384, 3).padding(1).build());
            fourth = child("features.8", Conv2d.of(384, FEATURES, 3).padding(1).build());
            fifth = child(
                    "features.10", Conv2d.of(FEATURES, FEATURES, 3).padding(1).build());
            hidden1 = child("classifier.1", new Linear(FEATURES * POOLED * POOLED, HIDDEN));
            hidden2 = child("classifier.4", new Linear(HIDDEN, HIDDEN));
            scores = scores("classifier.6", new Linear(HIDDEN, classes));
        }

        @Override
        public List<Stage> stages() {
            return List.of(
                    new Stage("features", FEATURES, this::convolutions),
                    new Stage("avgpool", FEATURES, (x, pass) -> Pool.adaptiveAverage(x, POOLED)));
        }

        private NDArray convolutions(NDArray images, Pass pass) {
            NDArray x = Pool.max(Activation.relu(first.forward(images, pass)), 3, 2, 0);
            x = Pool.max(Activation.relu(second.forward(x, pass)), 3, 2, 0);
            x = Activation.relu(third.forward(x, pass));
            x = Activation.relu(fourth.forward(x, pass));
            return Pool.max(Activation.relu(fifth.forward(x, pass)), 3, 2, 0);
        }

        @Override
        public NDArray head(NDArray features, Pass pass) {
            NDArray x = features.reshape(features.getShape().get(0), -1);
            x = Activation.relu(hidden1.forward(Dropout.values(x, dropout, pass), pass));
            x = Activation.relu(hidden2.forward(Dropout.values(x, dropout, pass), pass));
            return scores.forward(x, pass);
        }
    }
}
