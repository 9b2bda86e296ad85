package io.unmask.model.detector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.unmask.model.backbone.Filler;
import io.unmask.model.backbone.Meso4;
import io.unmask.model.backbone.MesoVariant;
import io.unmask.model.backbone.Xception;
import io.unmask.model.fusion.Add;
import io.unmask.model.fusion.BilinearTanh;
import io.unmask.model.fusion.Cmce;
import io.unmask.model.fusion.Cmf;
import io.unmask.model.fusion.Concat;
import io.unmask.model.fusion.Fusion;
import io.unmask.model.fusion.Lfga;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.model.stream.Rgb;
import io.unmask.model.stream.Second;
import io.unmask.model.stream.Srm;
import io.unmask.model.stream.Stream;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwoStreamTest {
    private static final int SIDE = 32;
    private static final CrossEntropy LOSS = new CrossEntropy(0, null);
    private static final Stream SRM = new Srm(Srm.Kernels.SIMPLE, false, 1, null);

    private static Meso4 meso(MesoVariant variant) {
        return new Meso4(variant, 0, false, null);
    }

    private static FusionAt at(String tap, Fusion fusion) {
        return new FusionAt(tap, null, fusion);
    }

    private static TwoStream detector(
            @Nullable Backbone second, @Nullable String sharedFrom, TwoStream.Head head, FusionAt... fusions) {
        return new TwoStream(
                meso(MesoVariant.HONGGU), second, new Rgb(), SRM, List.of(fusions), sharedFrom, head, 0, LOSS);
    }

    private static TwoStream of(FusionAt... fusions) {
        return detector(null, null, TwoStream.Head.CONCAT, fusions);
    }

    /** The trained tensors that one training step gives a gradient. */
    private static Set<String> moved(TwoStream detector) {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = detector.build(SIDE);
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            NDArray images = Filler.array(manager, "input", 4, 3, SIDE, SIDE);
            NDArray labels = manager.create(new float[] {1, 0, 0, 1, 1, 0, 0, 1}, new Shape(4, 2));
            try (var collector = Engine.getInstance().newGradientCollector()) {
                Prediction prediction = net.forward(new Inputs(images), Pass.training());
                assertEquals(new Shape(4, 2), prediction.logits().getShape());
                assertEquals(
                        2,
                        prediction
                                .require(Prediction.FEATURES, "test")
                                .getShape()
                                .dimension());
                collector.backward(net.loss(prediction, new Targets(labels)));
            }
            Set<String> moved = new LinkedHashSet<>();
            for (String name : parameters.trainedNames()) {
                try (NDArray gradient = parameters.get(name).array().getGradient()) {
                    if (gradient.abs().max().getFloat() > 0) {
                        moved.add(name);
                    }
                }
            }
            return moved;
        }
    }

    @Test
    void trainingStep_reachesBothStreamsTheFusionsAndTheHead() {
        Set<String> moved = moved(
                of(at("block1", new Cmf(null, 64)), at("block2", new Cmce(false, false)), at("block4", new Lfga(4))));
        assertTrue(
                moved.containsAll(List.of(
                        "first.conv1.weight",
                        "second.conv1.weight",
                        "fusion.0.conv1.weight",
                        "fusion.2.gamma",
                        "head.norm0.weight",
                        "head.norm1.weight",
                        "head.linear.weight")),
                moved::toString);
        assertFalse(moved.contains("fusion.1.stage1.0.weight"), "official CMCE does not apply its convolutions");
    }

    @ParameterizedTest
    @EnumSource(TwoStream.Head.class)
    void everyHead_trains(TwoStream.Head head) {
        FusionAt last = at("block4", head == TwoStream.Head.JOINED ? new BilinearTanh(8, 6, 0) : new Concat(null));
        Set<String> moved = moved(detector(null, null, head, last));
        boolean own = head == TwoStream.Head.FIRST || head == TwoStream.Head.SECOND;
        assertEquals(!own, moved.contains("head.linear.weight"));
        assertEquals(head == TwoStream.Head.FIRST, moved.contains("first.fc1.weight"));
        assertEquals(head == TwoStream.Head.SECOND, moved.contains("second.fc1.weight"));
    }

    @Test
    void sharedLayers_areTheFirstStreams() {
        Set<String> moved = moved(detector(null, "block3", TwoStream.Head.SECOND, at("block2", new Lfga(4))));
        assertTrue(moved.contains("second.conv2.weight"));
        assertTrue(moved.contains("first.conv3.weight"));
        assertFalse(moved.contains("second.conv3.weight"));
        assertFalse(moved.contains("second.conv4.weight"));
    }

    @Test
    void differentBackbones_meetAtTapsOfTheirOwn() {
        Set<String> moved = moved(detector(
                meso(MesoVariant.PYDEEPFAKEDET),
                null,
                TwoStream.Head.CONCAT,
                new FusionAt("block3", "block2", new Cmf(4, 16))));
        assertTrue(moved.containsAll(List.of("first.conv1.weight", "second.conv1.conv.weight")), moved::toString);
    }

    @Test
    void taps_carryTheirStream() {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = of().build(SIDE);
            Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            List<String> taps = new ArrayList<>();
            net.forward(
                    new Inputs(Filler.image(manager, SIDE)),
                    Pass.evaluation().listening((tap, value) -> taps.add(tap)));
            assertTrue(taps.containsAll(List.of("first.block1", "second.block4")), taps::toString);
        }
    }

    @Test
    void withoutFusion_theFirstHeadIsTheBackboneAlone() {
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = detector(null, null, TwoStream.Head.FIRST).build(SIDE);
            var alone = meso(MesoVariant.HONGGU).build(2, io.unmask.model.InputShape.rgb(SIDE));
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            Parameters same = Parameters.place(alone, manager, DataType.FLOAT32, Seeds.of(2));
            same.all().forEach((name, parameter) -> {
                if (parameter.array().getDataType() == DataType.FLOAT32) {
                    same.set(name, parameters.get("first." + name).array().toFloatArray());
                }
            });
            NDArray image = Filler.image(manager, SIDE);
            assertArrayEquals(
                    alone.forward(image, Pass.evaluation()).toFloatArray(),
                    net.forward(new Inputs(image), Pass.evaluation()).logits().toFloatArray(),
                    1e-6f);
        }
    }

    private static String refusal(TwoStream detector) {
        return assertThrows(BadInputException.class, () -> detector.build(SIDE)).getMessage();
    }

    @Test
    void unknownTap_namesTheNearestAndAll() {
        String message = refusal(of(at("blok2", new Add(Add.Into.BOTH))));
        assertTrue(message.contains("fusion.0.at: no tap \"blok2\"; did you mean \"block2\"?"), message);
        assertTrue(message.contains("Known taps: block1, block2, block3, block4"), message);
        assertTrue(refusal(detector(null, "last", TwoStream.Head.FIRST)).contains("shared_from: no tap"));
    }

    @Test
    void fusionsThatDoNotFit_areFoundWhenBuilt() {
        String order = refusal(of(at("block3", new Cmce(false, false)), at("block2", new Cmce(false, false))));
        assertTrue(order.contains("block2 comes before block3"), order);
        String channels = refusal(of(at("block2", new BilinearTanh(8, 5, 0))));
        assertTrue(channels.contains("makes 5 channels, but block3 takes 8"), channels);
        String joined = refusal(detector(null, null, TwoStream.Head.JOINED, at("block2", new Lfga(4))));
        assertTrue(joined.contains("head: joined needs a fusion after the last tap, block4"), joined);
        String head = refusal(detector(null, null, TwoStream.Head.FIRST, at("block4", new BilinearTanh(8, 5, 0))));
        assertTrue(head.contains("takes 16 channels, but the last fusion makes 5"), head);
        String shared = refusal(detector(xception(), "block3", TwoStream.Head.CONCAT));
        assertTrue(shared.contains("must have the same backbone"), shared);
    }

    private static Xception xception() {
        return new Xception(false, Xception.Head.LAST_LINEAR, null, true, null);
    }

    @Test
    void needs_askForTheSecondPictureWhereAStreamReadsIt() {
        assertFalse(of().needs().second());
        TwoStream depth = new TwoStream(
                xception(), null, new Rgb(), new Second(), List.of(), null, TwoStream.Head.CONCAT, 0, LOSS);
        assertTrue(depth.needs().second());
    }

    @Test
    void srmTwoStream_hasTheOfficialTensorsAndTrains() {
        SrmTwoStream detector = new SrmTwoStream(xception(), false, LOSS);
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = detector.build(SIDE);
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            assertTrue(
                    parameters
                            .all()
                            .keySet()
                            .containsAll(List.of(
                                    "backbone_rgb.conv1.weight",
                                    "backbone_srm.block12.rep.1.pointwise.weight",
                                    "backbone_rgb.adjust_channel.0.weight",
                                    "srm_conv0.kernel",
                                    "srm_conv1.out_conv.0.weight",
                                    "srm_conv2.kernel",
                                    "srm_sa.srm.kernel",
                                    "srm_sa.conv.3.weight",
                                    "srm_sa.pa.conv.weight",
                                    "srm_sa_post.0.running_var",
                                    "dual_cma0.linear1.weight",
                                    "dual_cma1.key_conv_share.bias",
                                    "fusion.convblk.0.weight",
                                    "fusion.ca.sharedMLP.2.weight")),
                    () -> parameters.all().keySet().toString());
            NDArray labels = manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2));
            Inputs inputs = new Inputs(Filler.array(manager, "input", 2, 3, SIDE, SIDE));
            try (var collector = Engine.getInstance().newGradientCollector()) {
                Prediction prediction = net.forward(inputs, Pass.training());
                collector.backward(net.loss(prediction, new Targets(labels)));
            }
            for (String name : List.of("backbone_rgb.conv1.weight", "backbone_srm.conv1.weight", "dual_cma0.gamma1")) {
                try (NDArray gradient = parameters.get(name).array().getGradient()) {
                    assertTrue(gradient.abs().max().getFloat() > 0, name);
                }
            }
        }
    }

    @Test
    void srmTwoStream_refusesABackboneWithoutItsTaps() {
        String message = assertThrows(
                        BadInputException.class,
                        () -> new SrmTwoStream(meso(MesoVariant.HONGGU), false, LOSS).build(256))
                .getMessage();
        assertTrue(message.contains("must have the taps"), message);
    }

    @Test
    void srmTwoStream_knowsTheSizeOfItsMaps() {
        // Linear layers over 16 × 16 positions at side 256.
        DetectorNet net = new SrmTwoStream(xception(), false, LOSS).build(256);
        assertArrayEquals(
                new long[] {256, 256},
                net.parameters().get("dual_cma0.linear1.weight").shape());
    }
}
