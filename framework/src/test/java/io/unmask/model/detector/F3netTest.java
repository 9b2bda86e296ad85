package io.unmask.model.detector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Filler;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.model.stream.Bands;
import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class F3netTest {
    private static final int SMALL = 75;

    private static F3net settings(F3net.Streams streams, Bands bands, int stemStride, int outputs) {
        return settings(streams, bands, stemStride, outputs, false);
    }

    private static F3net settings(F3net.Streams streams, Bands bands, int stemStride, int outputs, boolean mixBlock) {
        return new F3net(
                streams, bands, 10, 6, false, stemStride, mixBlock, 0.2, outputs, null, new CrossEntropy(0, null));
    }

    @Test
    void pyDeepFakeDetsNetwork_hasItsSizeAndLogits() {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net =
                    settings(F3net.Streams.BOTH, Bands.PYDEEPFAKEDET, 2, 2).build(299);
            assertEquals(41_991_954, net.trainedSize());
            Filler.fill(Parameters.allocate(net, manager, DataType.FLOAT32));
            Prediction prediction = net.forward(new Inputs(Filler.image(manager, 299)), Pass.evaluation());
            assertArrayEquals(
                    new float[] {0.8819560f, 0.1180440f},
                    prediction.logits().softmax(1).toFloatArray(),
                    1e-3f);
            float[] features = prediction.require(Prediction.FEATURES, "test").toFloatArray();
            assertEquals(4096, features.length);
            assertEquals(6.745900e-03, features[0], 1e-3);
            assertEquals(3.595865e-01, features[1], 1e-3);
            assertEquals(6.274450e-01, features[2048], 1e-3);
        }
    }

    @Test
    void yyksNetwork_hasItsSize() {
        // 42,520,971 parameters in PyTorch, of which 537,212 are fixed.
        assertEquals(
                42_520_971 - 537_212,
                settings(F3net.Streams.BOTH, Bands.YYK, 1, 1).build(299).trainedSize());
    }

    @ParameterizedTest
    @EnumSource(F3net.Streams.class)
    void everyChoiceOfStreams_learnsFromABatch(F3net.Streams streams) {
        learnsFromABatch(settings(streams, Bands.PAPER, 1, 2).build(SMALL));
    }

    @Test
    void mixBlocks_joinTheStreamsAndLearn() {
        DetectorNet net = settings(F3net.Streams.BOTH, Bands.YYK, 1, 2, true).build(SMALL);
        assertTrue(net.parameters().containsKey("mix_block7.FAD_gamma"));
        assertTrue(net.parameters().containsKey("mix_block12.LFS_bn.running_var"));
        learnsFromABatch(net);
    }

    @Test
    void mixBlocks_needMapsOfOneSize_andBothStreams() {
        F3net strided = settings(F3net.Streams.BOTH, Bands.YYK, 2, 2, true);
        var wrong = assertThrows(BadInputException.class, () -> strided.build(299));
        assertTrue(String.valueOf(wrong.getMessage()).contains("they have 19 and 9"), wrong.getMessage());
        assertThrows(CheckException.class, () -> settings(F3net.Streams.FAD, Bands.YYK, 1, 2, true));
        settings(F3net.Streams.BOTH, Bands.YYK, 1, 2, true).build(299);
    }

    private static void learnsFromABatch(DetectorNet net) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            Inputs inputs = new Inputs(Filler.array(manager, "input", 2, 3, SMALL, SMALL));
            Targets targets = new Targets(manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2)));
            try (var collector = Engine.getInstance().newGradientCollector()) {
                NDArray loss = net.trainingLoss(inputs, targets, new TrainingStep(1, Seeds.of(1).stream("step")));
                collector.backward(loss);
                assertTrue(Float.isFinite(loss.getFloat()));
            }
            double size = parameters.gradients(manager).abs().sum().getFloat();
            assertTrue(size > 0 && Double.isFinite(size));
        }
    }

    @Test
    void oneOutput_isTheLogitOfFake() {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = settings(F3net.Streams.ORIGINAL, Bands.YYK, 1, 1).build(SMALL);
            Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            Inputs inputs = new Inputs(Filler.array(manager, "input", 1, 3, SMALL, SMALL));
            Prediction prediction = net.forward(inputs, Pass.evaluation());
            float[] logits = prediction.logits().toFloatArray();
            assertEquals(0, logits[0]);
            assertEquals(
                    1 / (1 + Math.exp(-logits[1])), net.fakeScore(prediction).getFloat(0), 1e-6);
        }
    }

    @Test
    void threeOutputs_areRefused() {
        assertThrows(CheckException.class, () -> settings(F3net.Streams.FAD, Bands.YYK, 1, 3));
    }
}
