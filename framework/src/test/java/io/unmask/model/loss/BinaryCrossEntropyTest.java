package io.unmask.model.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryCrossEntropyTest {
    private static final BinaryCrossEntropy PLAIN = BinaryCrossEntropy.plain(false);

    @Test
    void undecidedScores_costLogTwo_andPushEachClassByHalf() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.zeros(new Shape(1, 2));
            logits.setRequiresGradient(true);
            NDArray labels = manager.create(new float[] {0, 1}, new Shape(1, 2));
            NDArray loss;
            try (var collector = Engine.getInstance().newGradientCollector()) {
                loss = PLAIN.of(new Prediction(logits), new Targets(labels));
                collector.backward(loss);
            }
            assertEquals(Math.log(2), loss.getFloat(), 1e-6);
            assertArrayEquals(new float[] {.25f, -.25f}, logits.getGradient().toFloatArray(), 1e-6f);
        }
    }

    @Test
    void hugeScores_stayFinite() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(new float[] {1000, -1000});
            assertEquals(
                    1000, PLAIN.of(logits, manager.create(new float[] {0, 1})).getFloat(), 1e-3);
            NDArray certain = manager.create(new float[] {1, 0});
            NDArray labels = manager.create(new float[] {0, 1});
            assertEquals(100, BinaryCrossEntropy.plain(true).of(certain, labels).getFloat(), 1);
        }
    }

    @Test
    void focusOnNothing_isBinaryCrossEntropy_andPerfectScoresHaveNoGradient() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(new float[] {2, -1, 200, -200}, new Shape(2, 2));
            NDArray labels = manager.create(new float[] {.3f, .7f, 1, 0}, new Shape(2, 2));
            assertEquals(
                    PLAIN.of(logits, labels).getFloat(),
                    new Focal(1, 0, false).of(logits, labels).getFloat(),
                    1e-6);
            logits.setRequiresGradient(true);
            try (var collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(new Focal(1, .5, false).of(logits, labels));
            }
            float[] gradient = logits.getGradient().toFloatArray();
            assertTrue(Math.abs(gradient[0]) > 0.01);
            assertEquals(0, gradient[2], 1e-6);
            assertEquals(0, gradient[3], 1e-6);
        }
    }

    @Test
    void logitsWhereProbabilitiesWereAskedFor_areRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(new float[] {-3, 4}, new Shape(1, 2));
            NDArray labels = manager.create(new float[] {0, 1}, new Shape(1, 2));
            var found = assertThrows(BadInputException.class, () -> new Focal(1, 2, true).of(logits, labels));
            assertTrue(String.valueOf(found.getMessage()).contains("set probabilities: false"));
        }
    }

    @Test
    void weightsForOtherClasses_andImpossibleSettings_areRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray two = manager.zeros(new Shape(1, 2));
            var loss = new BinaryCrossEntropy(List.of(1.0, 2.0, 3.0), 1, false);
            assertThrows(BadInputException.class, () -> loss.of(two, two));
        }
        assertThrows(CheckException.class, () -> new BinaryCrossEntropy(List.of(0.0, 1.0), 1, false));
        assertThrows(CheckException.class, () -> new BinaryCrossEntropy(null, 0, false));
        assertThrows(CheckException.class, () -> new Focal(0, 2, false));
        assertThrows(CheckException.class, () -> new Focal(1, -1, false));
    }
}
