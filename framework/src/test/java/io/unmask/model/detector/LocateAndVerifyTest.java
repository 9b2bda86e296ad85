package io.unmask.model.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.data.FaceRegion;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Filler;
import io.unmask.model.detector.LocateAndVerify.Agreement;
import io.unmask.model.detector.LocateAndVerify.Joining;
import io.unmask.model.detector.LocateAndVerify.Streams;
import io.unmask.model.detector.LocateAndVerify.Supervision;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocateAndVerifyTest {
    private static final int SIDE = 64;
    private static final int FIXED_KERNEL = 225;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static LocateAndVerify with(Supervision supervision) {
        return settings(Streams.BOTH, Agreement.OFFICIAL, true, true, Joining.BILINEAR_TANH, supervision);
    }

    private static LocateAndVerify settings(
            Streams streams, Agreement cmce, boolean lfga, boolean mpff, Joining fusion, Supervision supervision) {
        return new LocateAndVerify(
                streams,
                cmce,
                lfga,
                mpff,
                fusion,
                supervision,
                FaceRegion.MOUTH,
                2,
                false,
                false,
                0,
                null,
                new CrossEntropy(0, null));
    }

    /** Cheap values, alike in every stretch of the vector, that let gradients through. */
    private Parameters filled(DetectorNet net) {
        Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);
        NDArray flat = parameters.flat();
        flat.addi(manager.create(Filler.values("flat", 1 << 16, 0.05, 0.01))
                .tile(flat.size() / (1 << 16) + 1)
                .get("0:" + flat.size()));
        Parameter kernel = parameters.get("srm_conv0.kernel");
        parameters.set("srm_conv0.kernel", kernel.init().values(kernel.shape(), Seeds.of(0).stream("fixed")));
        return parameters;
    }

    private Targets targets(boolean masks, boolean regions) {
        float[] half = Filler.values("mask", 2 * SIDE * SIDE, 1, 0);
        for (int i = 0; i < half.length; i++) {
            half[i] = i >= SIDE * SIDE && i % SIDE < 20 ? 1 : 0;
        }
        NDArray mask = manager.create(half, new Shape(2, 1, SIDE, SIDE));
        return new Targets(
                manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2)), masks ? mask : null, regions ? mask : null);
    }

    @Test
    void numbersOfParameters_areTheOfficialOnes() {
        assertEquals(
                63_429_742 - FIXED_KERNEL, with(Supervision.MASK).build(299).trainedSize());
        assertEquals(
                63_617_566 - FIXED_KERNEL, with(Supervision.SSPSL).build(299).trainedSize());
    }

    @Test
    void needs_followSupervision() {
        assertTrue(with(Supervision.MASK).needs().masks());
        assertEquals(FaceRegion.MOUTH, with(Supervision.SSPSL).needs().region());
        assertFalse(with(Supervision.SSPSL).needs().masks());
        assertTrue(with(Supervision.SSPSL).locates());
        assertFalse(with(Supervision.NONE).locates());
    }

    static Stream<Arguments> variants() {
        var bilinear = Joining.BILINEAR_TANH;
        return Stream.of(
                Arguments.of(settings(Streams.RGB, Agreement.OFFICIAL, true, true, bilinear, Supervision.MASK), 814),
                Arguments.of(settings(Streams.SRM, Agreement.NONE, false, false, bilinear, Supervision.MASK), 728),
                Arguments.of(
                        settings(Streams.BOTH, Agreement.SYMMETRIC, false, true, Joining.CONCAT, Supervision.SSPSL),
                        814),
                Arguments.of(settings(Streams.BOTH, Agreement.NONE, true, false, bilinear, Supervision.NONE), 0));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everySwitch_leavesANetworkOfItsOwn(LocateAndVerify settings, int patchChannels) {
        DetectorNet net = settings.build(SIDE);
        Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);
        Prediction prediction =
                net.forward(new Inputs(Filler.array(manager, "x", 1, 3, SIDE, SIDE)), Pass.evaluation());
        assertEquals(new Shape(1, 2), prediction.logits().getShape());
        assertEquals(settings.locates(), prediction.extra().containsKey(Prediction.MASK));
        if (settings.locates()) {
            assertEquals(
                    new Shape(1, 2, 4, 4),
                    prediction.require(Prediction.MASK, "test").getShape());
            assertEquals(patchChannels, parameters.get("seg_header.2.weight").shape()[1]);
        }
    }

    @Test
    void learningFromMasks_reachesBothStreams() {
        DetectorNet net = with(Supervision.MASK).build(SIDE);
        Parameters parameters = filled(net);
        NDArray loss = step(net, targets(true, false), 1);
        assertTrue(Float.isFinite(loss.getFloat()));
        for (String name : new String[] {
            "xception_rgb.model.conv1.weight",
            "xception_srm.model.conv1.weight",
            "score0.conv.weight",
            "seg_header.2.weight",
            "HBFusion.Trans1.weight",
            "cls_header.5.weight"
        }) {
            assertTrue(size(parameters, name) > 0, name);
        }
        assertEquals(0, size(parameters, "xception_rgb.model.conv3.pointwise.weight"));
        assertThrows(BadInputException.class, () -> step(net, targets(false, false), 1));
    }

    @Test
    void learningFromRegions_addsRealPicturesInTheFirstEpochs() {
        DetectorNet net = with(Supervision.SSPSL).build(SIDE);
        Parameters parameters = filled(net);
        float first = step(net, targets(false, true), 1).getFloat();
        float third = step(net, targets(false, true), 3).getFloat();
        assertTrue(first > third + 0.01, first + " " + third);
        assertTrue(size(parameters, "seg_header.2.weight") > 0);
        // Pseudo-labels let no gradient into the features that made them.
        assertEquals(0, size(parameters, "pro_header.2.weight"));
        assertThrows(BadInputException.class, () -> step(net, targets(true, false), 1));
    }

    private NDArray step(DetectorNet net, Targets targets, int epoch) {
        Inputs inputs = new Inputs(Filler.array(manager, "input", 2, 3, SIDE, SIDE));
        try (var collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = net.trainingLoss(inputs, targets, new TrainingStep(epoch, Seeds.of(1).stream("step")));
            collector.backward(loss);
            return loss;
        }
    }

    private static float size(Parameters parameters, String name) {
        return parameters.get(name).array().getGradient().abs().sum().getFloat();
    }

    @Test
    void masksBecomePatches_asTheOfficialOnes_orWithoutARest() {
        NDArray corner = manager.zeros(new Shape(1, 1, 299, 299));
        corner.set(new NDIndex("0, 0, 290, 290"), 0.2f);
        var net = (LocateAndVerifyNet) with(Supervision.MASK).build(299);
        NDArray patches = net.patchMask(corner);
        assertEquals(new Shape(1, 1, 19, 19), patches.getShape());
        assertEquals(0, patches.sum().getFloat(), "the official code does not see the last 14 pixels");
        var ceiled = new LocateAndVerify(
                Streams.RGB,
                Agreement.NONE,
                false,
                false,
                Joining.CONCAT,
                Supervision.MASK,
                FaceRegion.MOUTH,
                2,
                true,
                false,
                0,
                null,
                new CrossEntropy(0, null));
        NDArray whole = ((LocateAndVerifyNet) ceiled.build(299)).patchMask(corner);
        assertEquals(1, whole.getFloat(0, 0, 18, 18));
        assertEquals(1, whole.sum().getFloat());
    }

    @Test
    void picturesThatAreTooSmall_areRefused() {
        LocateAndVerify settings = with(Supervision.MASK);
        assertThrows(BadInputException.class, () -> settings.build(31));
    }
}
