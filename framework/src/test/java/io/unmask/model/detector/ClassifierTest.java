package io.unmask.model.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Meso4;
import io.unmask.model.backbone.MesoVariant;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    private static final int SIDE = 64;
    private static final Meso4 MESO = new Meso4(MesoVariant.HONGGU, 0.5, false, null);

    @Test
    void tensors_carryTheNamesOfTheBackbone() {
        var backbone = MESO.build(2, InputShape.rgb(SIDE));
        var detector = new Classifier(MESO, new CrossEntropy(0, null)).build(SIDE);
        assertEquals(
                new ArrayList<>(backbone.parameters().keySet()),
                new ArrayList<>(detector.parameters().keySet()));
    }

    @Test
    void fakeScore_isTheProbabilityOfTheSecondClass() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var detector = new Classifier(MESO, new CrossEntropy(0, null)).build(SIDE);
            Parameters.place(detector, manager, DataType.FLOAT32, Seeds.of(1));
            Prediction prediction =
                    detector.forward(new Inputs(manager.ones(new Shape(2, 3, SIDE, SIDE))), Pass.evaluation());
            float[] logits = prediction.logits().toFloatArray();
            float[] scores = detector.fakeScore(prediction).toFloatArray();
            assertEquals(2, scores.length);
            assertEquals(1 / (1 + Math.exp(logits[0] - logits[1])), scores[0], 1e-6);
        }
    }

    @Test
    void loss_isThatOfTheSettings() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var detector = new Classifier(MESO, new CrossEntropy(0, null)).build(SIDE);
            NDArray logits = manager.zeros(new Shape(1, 2));
            NDArray labels = manager.create(new float[] {1, 0}, new Shape(1, 2));
            NDArray loss = detector.loss(new Prediction(logits), new Targets(labels));
            assertEquals(Math.log(2), loss.getFloat(), 1e-6);
        }
    }
}
