package io.unmask.model.multiattention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.EfficientNet;
import io.unmask.model.backbone.Filler;
import io.unmask.model.backbone.Resnet18;
import io.unmask.model.backbone.Xception;
import io.unmask.model.detector.TrainingStep;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiAttentionTest {
    private static final int SMALL = 64;
    private static final String CENTRES = "auxiliary_loss.feature_centers";

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(1);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static RegionIndependence regions(RegionIndependence.Form form) {
        return new RegionIndependence(form, 0.5, 0.05, 0.9, 0.2, List.of(0.05, 0.1));
    }

    private static MultiAttention official(Backbone backbone, String textureTap, String attentionTap) {
        return new MultiAttention(
                backbone,
                textureTap,
                attentionTap,
                4,
                256,
                TextureEnhance.Form.V2,
                AttentionPooling.UNIT,
                0.25,
                0.5,
                regions(RegionIndependence.Form.V2),
                AgdaTest.agda(Agda.Mode.SOFT, 0.3, 0.1),
                0,
                MultiAttention.Wiring.OFFICIAL,
                new CrossEntropy(0, null));
    }

    /** What a small network is varied by. */
    private record Small(
            int heads,
            TextureEnhance.Form texture,
            RegionIndependence.Form regions,
            Agda.Mode agda,
            boolean replaces,
            int pretrainEpochs,
            MultiAttention.Wiring wiring) {
        MultiAttention settings() {
            Agda usual = AgdaTest.agda(agda, 0.3, 0.1);
            return new MultiAttention(
                    new Resnet18(false, null),
                    "layer1",
                    "layer3",
                    heads,
                    16,
                    texture,
                    AttentionPooling.UNIT,
                    0.25,
                    0.5,
                    MultiAttentionTest.regions(regions),
                    new Agda(agda, 1, 0.1, replaces, 7, 5, 2, usual.scale(), 0.1, usual.threshold(), usual.zoom()),
                    pretrainEpochs,
                    wiring,
                    new CrossEntropy(0, null));
        }
    }

    @Test
    void officialNetwork_hasItsSizeLogitsAndLoss() {
        Backbone b4 = new EfficientNet(
                EfficientNet.Size.B4,
                EfficientNet.Padding.NOMINAL,
                EfficientNet.Layout.LUKEMELAS,
                null,
                0.0,
                0.2,
                0.01,
                1e-3,
                null);
        MultiAttention.Network net = official(b4, "b2", "b5").build(380);
        assertEquals(18_826_068, net.trainedSize());
        Filler.fill(Parameters.allocate(net, manager, DataType.FLOAT32));
        Prediction prediction = net.forward(new Inputs(Filler.image(manager, 380)), Pass.evaluation());
        assertArrayEquals(
                new float[] {-0.0996413f, -0.0280925f}, prediction.logits().toFloatArray(), 2e-5f);
        NDArray attention = prediction.require(Prediction.ATTENTION, "test");
        assertEquals(new Shape(1, 4, 23, 23), attention.getShape());
        assertEquals(7.354867e-01, attention.mean().getFloat(), 1e-5);
        Targets fake = new Targets(manager.create(new float[] {0, 1}, new Shape(1, 2)));
        assertEquals(0.6580126 + 0.5 * 7.9000001, net.loss(prediction, fake).getFloat(), 1e-4);
    }

    @Test
    void xception_isTappedToo() {
        MultiAttention.Network net = official(
                        new Xception(false, Xception.Head.LAST_LINEAR, null, false, null), "block2", "features")
                .build(96);
        Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
        Inputs inputs = new Inputs(Filler.array(manager, "input", 1, 3, 96, 96));
        Prediction prediction = net.forward(inputs, Pass.evaluation());
        assertEquals(
                new Shape(1, 512),
                prediction.require(Prediction.FEATURES, "test").getShape());
        assertTrue(Float.isFinite(prediction.logits().sum().getFloat()));
    }

    private Inputs batch() {
        return new Inputs(Filler.array(manager, "input", 4, 3, SMALL, SMALL));
    }

    private Targets halfFake() {
        return new Targets(manager.create(new float[] {1, 0, 0, 1, 1, 0, 0, 1}, new Shape(4, 2)));
    }

    /** One step; returns the placed parameters, their gradients still to be taken. */
    private Parameters step(MultiAttention.Network net, int epoch) {
        Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
        try (var collector = Engine.getInstance().newGradientCollector()) {
            TrainingStep step = new TrainingStep(epoch, Seeds.of(1).stream("step"));
            NDArray loss = net.trainingLoss(batch(), halfFake(), step);
            collector.backward(loss);
            assertTrue(Float.isFinite(loss.getFloat()));
        }
        return parameters;
    }

    private static float[] gradient(Parameters parameters, String name) {
        return parameters.get(name).array().getGradient().toFloatArray();
    }

    private static double size(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({
        "4, V2, V2, SOFT, false, OFFICIAL",
        "4, V2, V2, HARD, false, OFFICIAL",
        "4, V2, V2, MIX, false, OFFICIAL",
        "4, V2, V2, POINTWISE, false, OFFICIAL",
        "4, V2, V2, OFF, false, OFFICIAL",
        "4, V2, V1, SOFT, false, OFFICIAL",
        "4, V2, PAPER, SOFT, false, OFFICIAL",
        "4, V2, OFF, SOFT, false, OFFICIAL",
        "4, V2, OFF, OFF, false, OFFICIAL",
        "4, V1, V2, SOFT, false, OFFICIAL",
        "4, OFF, V2, SOFT, false, OFFICIAL",
        "1, V2, V2, SOFT, false, OFFICIAL",
        "0, V2, V2, SOFT, false, OFFICIAL",
        "4, V1, DEEPFAKEBENCH, SOFT, true, DEEPFAKEBENCH"
    })
    void everySwitch_buildsAndLearns(
            int heads,
            TextureEnhance.Form texture,
            RegionIndependence.Form regions,
            Agda.Mode agda,
            boolean replaces,
            MultiAttention.Wiring wiring) {
        var net = new Small(heads, texture, regions, agda, replaces, 0, wiring)
                .settings()
                .build(SMALL);
        Parameters parameters = step(net, 1);
        assertTrue(size(gradient(parameters, "ensemble_classifier_fc.2.weight")) > 0);
        assertTrue(size(gradient(parameters, "net.conv1.weight")) > 0);
        boolean centred = regions != RegionIndependence.Form.OFF;
        assertEquals(centred, parameters.all().containsKey(CENTRES));
        assertTrue(!centred || size(parameters.get(CENTRES).array().toFloatArray()) > 0);
        assertTrue(Double.isFinite(parameters.gradients(manager).abs().sum().getFloat()));
    }

    private static final Small USUAL = new Small(
            4,
            TextureEnhance.Form.V2,
            RegionIndependence.Form.V2,
            Agda.Mode.SOFT,
            false,
            2,
            MultiAttention.Wiring.OFFICIAL);

    @Test
    void firstEpochs_trainTheBackboneAlone() {
        MultiAttention settings = USUAL.settings();
        Parameters early = step(settings.build(SMALL), 2);
        assertTrue(size(gradient(early, "net.fc.weight")) > 0);
        assertEquals(0, size(gradient(early, "ensemble_classifier_fc.2.weight")));
        assertEquals(0, size(early.get(CENTRES).array().toFloatArray()));
        Parameters late = step(settings.build(SMALL), 3);
        assertEquals(0, size(gradient(late, "net.fc.weight")));
        assertEquals(0.05f, late.get("auxiliary_loss.alpha").array().getFloat());
    }

    @Test
    void alpha_dependsOnTheEpochAlone() {
        Parameters parameters = step(USUAL.settings().build(SMALL), 5);
        assertEquals(0.05 * 0.81, parameters.get("auxiliary_loss.alpha").array().getFloat(), 1e-7);
    }

    /** A part of the loss that lost its gradient would leave that of the backbone as it is without the part. */
    @Test
    void regionsAndChangedPictures_reachTheBackbone() {
        float[] plain = backboneGradient(RegionIndependence.Form.OFF, Agda.Mode.OFF);
        assertNotEquals(0, distance(plain, backboneGradient(RegionIndependence.Form.V2, Agda.Mode.OFF)));
        assertNotEquals(0, distance(plain, backboneGradient(RegionIndependence.Form.OFF, Agda.Mode.HARD)));
    }

    private float[] backboneGradient(RegionIndependence.Form regions, Agda.Mode agda) {
        seed();
        var small = new Small(4, TextureEnhance.Form.V2, regions, agda, false, 0, MultiAttention.Wiring.OFFICIAL);
        return gradient(step(small.settings().build(SMALL), 1), "net.conv1.weight");
    }

    private static double distance(float[] first, float[] second) {
        double largest = 0;
        for (int i = 0; i < first.length; i++) {
            largest = Math.max(largest, Math.abs(first[i] - second[i]));
        }
        return largest;
    }

    @Test
    void aStepRepeats_andDrawsFromItsOwnStream() {
        MultiAttention settings = USUAL.settings();
        seed();
        float[] first = gradient(step(settings.build(SMALL), 3), "net.conv1.weight");
        seed();
        assertArrayEquals(first, gradient(step(settings.build(SMALL), 3), "net.conv1.weight"));
        Engine.getInstance().setRandomSeed(2);
        assertNotEquals(first[0], gradient(step(settings.build(SMALL), 3), "net.conv1.weight")[0]);
    }

    @Test
    void evaluation_movesNoCentres() {
        MultiAttention.Network net = USUAL.settings().build(SMALL);
        Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
        net.loss(net.forward(batch(), Pass.evaluation()), halfFake());
        assertEquals(0, size(parameters.get(CENTRES).array().toFloatArray()));
    }

    @Test
    void batchWithoutReals_hasAFiniteGradient() {
        MultiAttention.Network net = USUAL.settings().build(SMALL);
        Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
        Targets fakes = new Targets(manager.create(new float[] {0, 1, 0, 1, 0, 1, 0, 1}, new Shape(4, 2)));
        try (var collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(net.trainingLoss(batch(), fakes, new TrainingStep(3, Seeds.of(1).stream("step"))));
        }
        // All centres are still 0, and so are the distances between them.
        assertTrue(Double.isFinite(parameters.gradients(manager).abs().sum().getFloat()));
    }

    @Test
    void mixedLabels_areBadInput() {
        MultiAttention.Network net = USUAL.settings().build(SMALL);
        Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
        Targets mixed = new Targets(
                manager.create(new float[] {0.5f, 0.5f}, new Shape(1, 2)).repeat(0, 4));
        TrainingStep step = new TrainingStep(3, Seeds.of(1).stream("step"));
        var wrong = assertThrows(BadInputException.class, () -> net.trainingLoss(batch(), mixed, step));
        assertTrue(String.valueOf(wrong.getMessage()).contains("multi_attention: regions"));
    }

    @Test
    void unknownPlace_isBadInput_andNamesTheKnownOnes() {
        var wrong = assertThrows(
                BadInputException.class,
                () -> official(new Resnet18(false, null), "layer1", "b5").build(SMALL));
        assertTrue(
                String.valueOf(wrong.getMessage()).contains("attention_tap: the backbone has no place \"b5\"; it has"),
                wrong.getMessage());
    }
}
