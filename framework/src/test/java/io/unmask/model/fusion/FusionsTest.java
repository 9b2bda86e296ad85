package io.unmask.model.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.config.CheckException;
import io.unmask.model.backbone.Filler;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FusionsTest {
    private static final int CHANNELS = 16;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private <N extends Net> N filled(N net) {
        Filler.fill(Parameters.allocate(net, manager, DataType.FLOAT32));
        return net;
    }

    private NDArray map(String name, long... shape) {
        return Filler.array(manager, name, shape);
    }

    private NDArray pixel(float... channels) {
        return manager.create(channels, new Shape(1, channels.length, 1, 1));
    }

    static Stream<Fusion> all() {
        return Stream.of(
                new Add(Add.Into.BOTH),
                new BilinearTanh(32, CHANNELS, 0),
                new ChannelAttention(4, null, false),
                new Cmce(false, false),
                new Cmce(true, true),
                new Cmf(null, 1024),
                new Concat(null),
                new CrossModalAttention(8, true),
                new DualCrossModalAttention(5, 8),
                new Lfga(4),
                new MixBlock(),
                new SelfAttention(8, true),
                new SpatialAttention(7));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFusion_keepsShapes(Fusion fusion) {
        FusionNet net = filled(fusion.build(CHANNELS, CHANNELS));
        NDArray first = map("first", 2, CHANNELS, 5, 5);
        for (Pass pass : new Pass[] {Pass.evaluation(), Pass.training()}) {
            FusionNet.Pair pair = net.forward(first, map("second", 2, CHANNELS, 5, 5), pass);
            assertEquals(first.getShape(), pair.first().getShape());
            assertEquals(first.getShape(), pair.second().getShape());
            assertEquals(CHANNELS, net.firstChannels());
            assertEquals(CHANNELS, net.secondChannels());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFusion_leavesNothingOnTheManagerOfItsParameters(Fusion fusion) {
        FusionNet net = filled(fusion.build(CHANNELS, CHANNELS));
        int before = manager.getManagedArrays().size();
        try (NDManager step = manager.newSubManager()) {
            net.forward(
                    Filler.array(step, "first", 2, CHANNELS, 5, 5),
                    Filler.array(step, "second", 2, CHANNELS, 5, 5),
                    Pass.training());
        }
        assertEquals(before, manager.getManagedArrays().size());
    }

    @ParameterizedTest
    @MethodSource("all")
    void wrongChannels_sayWhatWasExpectedAndFound(Fusion fusion) {
        FusionNet net = filled(fusion.build(CHANNELS, CHANNELS));
        BadInputException wrong = assertThrows(
                BadInputException.class,
                () -> net.forward(map("a", 1, CHANNELS, 5, 5), map("b", 1, CHANNELS + 1, 5, 5), Pass.evaluation()));
        assertTrue(wrong.getMessage().contains("second map must be (N, 16, H, W)"), wrong.getMessage());
        assertTrue(wrong.getMessage().contains("(1, 17, 5, 5)"), wrong.getMessage());
    }

    @Test
    void channelsThatCannotBeJoined_areFoundWithoutRunning() {
        BadInputException wrong =
                assertThrows(BadInputException.class, () -> new Cmce(false, false).build(CHANNELS, 8));
        assertTrue(
                wrong.getMessage().startsWith("fusion cmce: both maps must have the same number"), wrong.getMessage());
        BadInputException few = assertThrows(BadInputException.class, () -> new Lfga(4).build(2, 2));
        assertTrue(few.getMessage().contains("ratio"), few.getMessage());
        assertThrows(CheckException.class, () -> new Cmf(null, 0));
    }

    @Test
    void sizesThatDiffer_areRefusedWithACure() {
        FusionNet net = filled(new Lfga(4).build(CHANNELS, CHANNELS));
        BadInputException wrong = assertThrows(
                BadInputException.class,
                () -> net.forward(map("a", 1, CHANNELS, 5, 5), map("b", 1, CHANNELS, 6, 5), Pass.evaluation()));
        assertTrue(wrong.getMessage().contains("cmf"), wrong.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30, 31})
    void cmf_doesNotDependOnTheChunk(int chunk) {
        Cmf.Network whole = filled(new Cmf.Network(CHANNELS, CHANNELS, 8, 1024));
        Cmf.Network parts = filled(new Cmf.Network(CHANNELS, CHANNELS, 8, chunk));
        NDArray first = map("first", 2, CHANNELS, 6, 5);
        NDArray second = map("second", 2, CHANNELS, 6, 5);
        float[] expected =
                whole.forward(first, second, Pass.evaluation()).first().toFloatArray();
        assertArrayEquals(
                expected,
                parts.forward(first, second, Pass.evaluation()).first().toFloatArray(),
                1e-6f);
    }

    @Test
    void cmf_joinsMapsOfDifferentSizesAndChannels() {
        Cmf.Network net = filled(new Cmf(null, 4).build(CHANNELS, 6));
        NDArray first = map("first", 2, CHANNELS, 5, 4);
        NDArray second = map("second", 2, 6, 3, 2);
        FusionNet.Pair pair = net.forward(first, second, Pass.evaluation());
        assertEquals(first.getShape(), pair.first().getShape());
        assertArrayEquals(second.toFloatArray(), pair.second().toFloatArray());
        // Every position asks all positions of the second map, so their order is of no account.
        NDArray turned = second.reshape(2, 6, 6).flip(2).reshape(2, 6, 3, 2);
        assertArrayEquals(
                pair.first().toFloatArray(),
                net.forward(first, turned, Pass.evaluation()).first().toFloatArray(),
                1e-5f);
    }

    @Test
    void cmce_addsTheUpdatedFirstMap_unlessSymmetric() {
        // cosine of (3, 4) and (4, 3) is 24 / 25.
        double s = 0.96;
        FusionNet.Pair official = filled(new Cmce.Network(2)).forward(pixel(3, 4), pixel(4, 3), Pass.evaluation());
        assertArrayEquals(
                new float[] {(float) (3 + 4 * s), (float) (4 + 3 * s)},
                official.first().toFloatArray(),
                1e-5f);
        assertArrayEquals(
                new float[] {(float) (4 + (3 + 4 * s) * s), (float) (3 + (4 + 3 * s) * s)},
                official.second().toFloatArray(),
                1e-5f);
        FusionNet.Pair symmetric =
                filled(new Cmce(true, false).build(2, 2)).forward(pixel(3, 4), pixel(4, 3), Pass.evaluation());
        assertArrayEquals(
                new float[] {(float) (4 + 3 * s), (float) (3 + 4 * s)},
                symmetric.second().toFloatArray(),
                1e-5f);
    }

    @Test
    void cmce_ofAnEmptyPixel_isNotANumberNowhere() {
        NDArray empty = pixel(0, 0);
        NDArray full = pixel(4, 3);
        empty.setRequiresGradient(true);
        Cmce.Network net = filled(new Cmce.Network(2));
        try (var collector = ai.djl.engine.Engine.getInstance().newGradientCollector()) {
            FusionNet.Pair pair = net.forward(empty, full, Pass.training());
            collector.backward(pair.second().sum());
            assertArrayEquals(new float[] {4, 3}, pair.second().toFloatArray(), 1e-6f);
        }
        for (float value : empty.getGradient().toFloatArray()) {
            assertTrue(Float.isFinite(value));
        }
    }

    @Test
    void lfga_changesTheSecondMap_andStartsAsItsReLU() {
        Lfga.Network net = new Lfga.Network(CHANNELS, 4);
        Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);
        Filler.fill(parameters);
        parameters.set("gamma", new float[] {0});
        NDArray second = map("second", 1, CHANNELS, 3, 3);
        FusionNet.Pair pair = net.forward(map("first", 1, CHANNELS, 3, 3), second, Pass.evaluation());
        assertArrayEquals(second.maximum(0).toFloatArray(), pair.second().toFloatArray());
    }

    @Test
    void dualAttention_givesEachMapTheValuesOfTheOther() {
        // With one position the weights are 1.
        DualCrossModalAttention.Network net = new DualCrossModalAttention.Network(2, 1, 2);
        Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);
        parameters.set("gamma1", new float[] {2});
        parameters.set("gamma2", new float[] {3});
        parameters.set("value_conv1.weight", new float[] {1, 0, 0, 1});
        parameters.set("value_conv2.weight", new float[] {0, 1, 1, 0});
        FusionNet.Pair pair = net.forward(pixel(10, 20), pixel(1, 5), Pass.evaluation());
        assertArrayEquals(new float[] {10 + 2 * 5, 20 + 2 * 1}, pair.first().toFloatArray());
        assertArrayEquals(new float[] {1 + 3 * 10, 5 + 3 * 20}, pair.second().toFloatArray());
        BadInputException wrong = assertThrows(
                BadInputException.class,
                () -> net.forward(map("a", 1, 2, 4, 4), map("b", 1, 2, 4, 4), Pass.evaluation()));
        assertTrue(wrong.getMessage().contains("side: was set to 1"), wrong.getMessage());
    }

    @Test
    void mixBlock_letsEachMapThroughTheGateOfItsOwn() {
        // One row attends to itself alone; the fresh BatchNorm only divides by sqrt(1 + 1e-5).
        MixBlock.Network net = new MixBlock.Network(1);
        Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);
        parameters.set("FAD_gamma", new float[] {1});
        parameters.set("LFS_gamma", new float[] {-2});
        for (String side : new String[] {"FAD_", "LFS_"}) {
            parameters.set(side + "conv.weight", new float[] {1});
            parameters.set(side + "bn.weight", new float[] {1});
            parameters.set(side + "bn.running_var", new float[] {1});
        }
        FusionNet.Pair pair = net.forward(pixel(3), pixel(7), Pass.evaluation());
        assertEquals(3 + 7 * (2 / (1 + Math.exp(2)) - 1), pair.first().getFloat(), 1e-4);
        assertEquals(7 + 3 * (2 / (1 + Math.exp(-1)) - 1), pair.second().getFloat(), 1e-4);
        assertThrows(
                BadInputException.class,
                () -> net.forward(map("a", 1, 1, 4, 3), map("b", 1, 1, 4, 3), Pass.evaluation()));
    }

    @Test
    void add_replacesWhatItIsToldTo() {
        FusionNet.Pair first = new Add.Network(1, Add.Into.FIRST).forward(pixel(1), pixel(2), Pass.evaluation());
        assertEquals(3, first.first().getFloat());
        assertEquals(2, first.second().getFloat());
        FusionNet.Pair second = new Add.Network(1, Add.Into.SECOND).forward(pixel(1), pixel(2), Pass.evaluation());
        assertEquals(1, second.first().getFloat());
        assertEquals(3, second.second().getFloat());
    }
}
