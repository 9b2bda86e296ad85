package io.unmask.model.detector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.data.Needs;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Filler;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class M2trTest {
    private static final int SIDE = 64;
    private static final String OFFICIAL = "{}";
    private static final String SMALL =
            "{backbone: {efficientnet: {size: b0, padding: nominal, drop_connect: 0}}, depth: 1, dropout: 0}";

    @TempDir
    Path folder;

    private M2tr m2tr(String settings, String... changes) throws IOException {
        Path file = Files.writeString(folder.resolve("m2tr.yaml"), settings);
        return new ConfigReader(Components.builtIn(), Map.of()).read(file, List.of(changes), M2tr.class);
    }

    @Test
    void defaults_haveTheOfficialNumberOfParameters() throws IOException {
        assertEquals(18_611_532, m2tr(OFFICIAL).build(320).trainedSize());
    }

    @Test
    void defaults_giveTheLogitsOfTheOfficialNetwork() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = m2tr(OFFICIAL).build(320);
            Filler.fill(Parameters.allocate(net, manager, DataType.FLOAT32));
            Map<String, double[]> taps = new HashMap<>();
            Prediction prediction = net.forward(
                    new Inputs(Filler.image(manager, 320)),
                    Pass.evaluation()
                            .listening((tap, value) -> taps.put(tap, new double[] {
                                value.mean().getFloat(), value.abs().mean().getFloat()
                            })));
            float[] logits = prediction.logits().toFloatArray();
            assertArrayEquals(new float[] {0.2298150f, -0.0843527f}, logits, 2e-5f);
            assertArrayEquals(new double[] {1.529223e-02, 1.789473e-01}, taps.get("b2"), 1e-6);
            assertArrayEquals(new double[] {1.895152e-01, 3.122919e-01}, taps.get("layers.0.attn"), 1e-5);
            assertArrayEquals(new double[] {2.194105e-01, 3.197544e-01}, taps.get("layers.0.freq"), 1e-5);
            assertArrayEquals(new double[] {3.039910e-01, 4.040757e-01}, taps.get("layers.0.cma"), 1e-5);
            assertArrayEquals(new double[] {6.835270, 6.991082}, taps.get("layers.3.cma"), 1e-4);
            float[] features =
                    prediction.require(Prediction.FEATURES, "test").flatten().toFloatArray();
            assertArrayEquals(
                    new float[] {2.876537e-02f, 2.978201e-04f, 1.067717e-01f, 6.006203e-02f, 1.147675e-01f},
                    new float[] {features[0], features[1], features[2], features[3], features[1791]},
                    1e-5f);
        }
    }

    /** A training step's loss and the norm of its gradient; the weights follow the gradient. */
    private static double[] step(DetectorNet net, Parameters parameters, Targets targets, NDArray images) {
        NDManager manager = images.getManager();
        Engine.getInstance().setRandomSeed(3);
        NDArray loss;
        try (var collector = Engine.getInstance().newGradientCollector()) {
            loss = net.trainingLoss(new Inputs(images), targets, new TrainingStep(1, Seeds.of(1).stream("host")));
            collector.backward(loss);
        }
        NDArray gradient = parameters.gradients(manager);
        double norm = gradient.norm().getFloat();
        parameters.flat().subi(gradient.mul(0.02 / norm));
        assertEquals(DataType.FLOAT32, loss.getDataType());
        return new double[] {loss.getFloat(), norm};
    }

    private static Targets targets(NDManager manager, boolean masks) {
        NDArray labels = manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2));
        NDArray mask = manager.zeros(new Shape(2, 1, SIDE, SIDE));
        mask.set(new ai.djl.ndarray.index.NDIndex("1, :, 10:40, 20:50"), 1);
        return new Targets(labels, masks ? mask : null, null);
    }

    private static NDArray images(NDManager manager) {
        return manager.create(Filler.values("input", 2 * 3 * SIDE * SIDE, 1, 0), new Shape(2, 3, SIDE, SIDE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "depth=1",
                "depth=2",
                "depth=0",
                "transformer=false",
                "frequency=false",
                "scales=[1]",
                "scales=[4, 2, 1]",
                "fusion.cmf.hidden=8",
                "fusion=add",
                "fusion=concat",
                "fusion=cmce",
                "fusion=lfga",
                "loss=cross_entropy",
                "contrastive_weight=0.001",
                "decoder=full_size",
                "decoder=official; contrastive_weight=0.5",
                "decoder=full_size; segmentation_weight=0",
                "score_mode=official_eval",
                "tap=b3; tap_stride=8",
                "backbone=resnet18; tap=layer1"
            })
    void aFewSteps_lowerTheLoss_whateverIsLeftOut(String changes) throws IOException {
        M2tr m2tr = m2tr(SMALL, changes.split("; "));
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = m2tr.build(SIDE);
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            Targets targets = targets(manager, m2tr.needs().masks());
            NDArray images = images(manager);
            double first = step(net, parameters, targets, images)[0];
            double last = first;
            for (int i = 0; i < 2; i++) {
                last = step(net, parameters, targets, images)[0];
            }
            assertTrue(last < first, first + " -> " + last);
            NDArray scores = net.fakeScore(net.forward(new Inputs(images), Pass.evaluation()));
            assertEquals(new Shape(2), scores.getShape());
        }
    }

    @Test
    void masksAreAskedFor_whereTheyAreLearntFrom() throws IOException {
        assertEquals(Needs.NOTHING, m2tr(OFFICIAL).needs());
        assertTrue(m2tr(OFFICIAL, "decoder=full_size").needs().masks());
        assertFalse(m2tr(OFFICIAL, "decoder=full_size", "segmentation_weight=0")
                .needs()
                .masks());
        assertEquals(320, m2tr(OFFICIAL).usualSide());
    }

    @Test
    void decoder_predictsAMaskOfThePicturesSide() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = m2tr(SMALL, "decoder=full_size").build(SIDE);
            Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            NDArray mask =
                    net.forward(new Inputs(images(manager)), Pass.evaluation()).maskProbability();
            assertNotNull(mask);
            assertEquals(new Shape(2, 1, SIDE, SIDE), mask.getShape());
        }
    }

    @Test
    void officialScore_isTheSoftmaxOfSigmoids() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Prediction prediction = new Prediction(manager.create(new float[] {1, -2}, new Shape(1, 2)));
            double plain = m2tr(SMALL).build(SIDE).fakeScore(prediction).getFloat(0);
            double official = m2tr(SMALL, "score_mode=official_eval")
                    .build(SIDE)
                    .fakeScore(prediction)
                    .getFloat(0);
            assertEquals(sigmoid(-3), plain, 1e-6);
            assertEquals(sigmoid(sigmoid(-2) - sigmoid(1)), official, 1e-6);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "380; dropout=0.5; cannot be cut into 2 equal patches",
                "322; dropout=0.5; multiple of tap_stride",
                "64; scales=[1, 2, 4]; cannot be shared out among 3 heads",
                "64; tap=block3; expected one of [b0, b1, b2, b3, b4, b5, b6, b7], the taps of the backbone before its"
                        + " last, found block3"
            })
    void sidesAndTapsThatDoNotFit_areExplained(int side, String change, String message) throws IOException {
        M2tr m2tr = m2tr(OFFICIAL, change);
        var e = assertThrows(BadInputException.class, () -> m2tr.build(side));
        assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
    }

    @Test
    void aMapOfAnotherSideThanPromised_isExplained() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = m2tr(SMALL, "tap_stride=8").build(SIDE);
            Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            Inputs inputs = new Inputs(images(manager));
            var e = assertThrows(BadInputException.class, () -> net.forward(inputs, Pass.evaluation()));
            assertTrue(String.valueOf(e.getMessage()).contains("tap_stride 8 makes it 8"), e.getMessage());
        }
    }
}
