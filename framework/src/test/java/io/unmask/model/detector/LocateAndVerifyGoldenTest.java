package io.unmask.model.detector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.data.FaceRegion;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.backbone.Filler;
import io.unmask.model.detector.LocateAndVerify.Agreement;
import io.unmask.model.detector.LocateAndVerify.Joining;
import io.unmask.model.detector.LocateAndVerify.Streams;
import io.unmask.model.detector.LocateAndVerify.Supervision;
import io.unmask.model.frequency.SrmSimple;
import io.unmask.model.fusion.BilinearTanh;
import io.unmask.model.fusion.Cmce;
import io.unmask.model.fusion.FusionNet;
import io.unmask.model.fusion.Lfga;
import io.unmask.model.loss.AmSoftmax;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.loss.MaskCrossEntropy;
import io.unmask.model.loss.PatchSimilarity;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.PatchGrid;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Numbers that the official code (sccsok/Locate-and-Verify bb13f08, on PyTorch) gave with every tensor filled by
 * {@link Filler}.
 */
class LocateAndVerifyGoldenTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray filled(String name, long... shape) {
        return Filler.array(manager, name, shape);
    }

    private <N extends Net> N filled(N net) {
        Filler.fill(Parameters.allocate(net, manager, DataType.FLOAT32));
        return net;
    }

    private static double mean(NDArray x) {
        return x.toType(DataType.FLOAT64, false).mean().getDouble();
    }

    private static void assertBegins(NDArray x, double mean, double tolerance, float... first) {
        assertEquals(mean, mean(x), tolerance);
        float[] values = x.flatten().get("0:" + first.length).toFloatArray();
        assertArrayEquals(first, values, (float) (10 * tolerance));
    }

    @Test
    void cmce() {
        FusionNet.Pair pair = filled(new Cmce.Network(8))
                .forward(filled("fa", 2, 8, 5, 5), filled("fb", 2, 8, 5, 5), Pass.evaluation());
        assertBegins(pair.first(), 2.965520e-01, 1e-6, 6.149432e-01f, 0, 0, 9.132841e-01f);
        assertBegins(pair.second(), 3.732596e-01, 1e-6, 5.534890e-01f, 4.819583e-01f, 1.685852f, 9.157102e-01f);
    }

    @Test
    void lfga() {
        // The official first input, which changes, is our second.
        FusionNet.Pair pair = filled(new Lfga.Network(8, 4))
                .forward(filled("fb", 2, 8, 5, 5), filled("fa", 2, 8, 5, 5), Pass.evaluation());
        assertBegins(pair.second(), 2.702284e-01, 1e-6, 6.321729e-01f, 4.296347e-02f, 0, 6.846740e-01f);
    }

    @Test
    void mpff() {
        NDArray fa = filled("fa", 2, 8, 5, 5);
        NDArray fb = filled("fb", 2, 8, 5, 5);
        PatchGrid grid = new PatchGrid(5);
        assertBegins(
                grid.alike(filled("fbig", 2, 8, 11, 11), fb),
                -5.298538e-02,
                1e-6,
                -1.339485f,
                3.554564e-01f,
                -8.646209e-02f,
                1.402712e-01f);
        assertBegins(grid.alike(fa, fb), 7.952603e-02, 1e-6, -1.645568e-01f, -2.573825e-01f, -1.968787f, 1.655627f);
    }

    @Test
    void bilinearFusion() {
        FusionNet.Pair pair = filled(new BilinearTanh.Network(8, 6, new BilinearTanh(10, 7, 0)))
                .forward(filled("fa", 2, 8, 5, 5), filled("f2", 2, 6, 5, 5), Pass.evaluation());
        assertBegins(pair.first(), -3.155777e-03, 1e-6, -1.799942e-01f, 3.678978e-01f, -6.406993e-01f, 3.811916e-01f);
    }

    @Test
    void noise() {
        SrmSimple srm = filled(new SrmSimple(3, false));
        NDArray picture = filled("img", 1, 3, 9, 9);
        assertBegins(
                srm.forward(picture, Pass.evaluation()),
                3.350940e-03,
                1e-6,
                1.959368f,
                -1.594792f,
                -7.909771e-02f,
                -5.968648e-02f);
        assertBegins(
                srm.forward(picture.mul(10), Pass.evaluation()),
                -1.352503e-02,
                1e-6,
                3,
                -3,
                -7.909774e-01f,
                -5.968647e-01f);
    }

    @Test
    void patchesOfTheClassifier() {
        assertBegins(
                new PatchGrid(10).max(filled("pmp", 1, 1, 75, 75)),
                9.617519e-01,
                1e-6,
                8.451283e-01f,
                9.866061e-01f,
                9.226643e-01f,
                9.929389e-01f);
    }

    @Test
    void patchSimilarity() {
        NDArray loss = new PatchSimilarity()
                .of(
                        filled("psegs", 4, 2, 3, 3),
                        filled("pfeas", 4, 6, 3, 3),
                        manager.create(new float[] {0, 1, 1, 0}),
                        filled("reg", 4, 1, 3, 3).gt(0).toType(DataType.FLOAT32, false));
        assertEquals(0.8564195, loss.getFloat(), 1e-6);
    }

    @Test
    void localisationLoss_andMargin() {
        NDArray masks = filled("segt", 2, 1, 19, 19).gt(0).toType(DataType.FLOAT32, false);
        assertEquals(
                0.7692861,
                new MaskCrossEntropy(null)
                        .of(filled("seglog", 2, 2, 19, 19), masks)
                        .getFloat(),
                1e-6);
        NDArray oneHot = manager.create(new float[] {1, 0, 0, 1, 0, 1}, new Shape(3, 2));
        NDArray cosines = filled("ct", 3, 2).mul(0.9f);
        assertEquals(
                8.6426516,
                new AmSoftmax(AmSoftmax.Margin.COSINE, 0.45, 30, 0, 1)
                        .of(cosines, oneHot)
                        .getFloat(),
                1e-5);
    }

    @Test
    void wholeNetwork() {
        LocateAndVerify settings = new LocateAndVerify(
                Streams.BOTH,
                Agreement.OFFICIAL,
                true,
                true,
                Joining.BILINEAR_TANH,
                Supervision.SSPSL,
                FaceRegion.MOUTH,
                2,
                false,
                false,
                0.5,
                null,
                new CrossEntropy(0, null));
        LocateAndVerifyNet net = filled((LocateAndVerifyNet) settings.build(299));
        Map<String, Double> means = new HashMap<>();
        Prediction prediction = net.forward(
                new Inputs(Filler.image(manager, 299)),
                Pass.evaluation().listening((tap, value) -> means.put(tap, mean(value))));
        assertArrayEquals(
                new float[] {-0.2290070f, 0.2684908f}, prediction.logits().toFloatArray(), 1e-4f);
        assertEquals(1.458176e-04, means.getOrDefault("srm_conv0", 0.0), 1e-7);
        assertEquals(3.316599e-01, means.getOrDefault("cmc0.0", 0.0), 1e-5);
        assertEquals(9.436145e-01, means.getOrDefault("cmc1.1", 0.0), 1e-5);
        assertEquals(5.549551e-01, means.getOrDefault("cmc2.0", 0.0), 1e-5);
        assertEquals(1.319688, means.getOrDefault("lfe0", 0.0), 1e-4);
        assertEquals(2.398624, means.getOrDefault("lfe2", 0.0), 1e-4);
        assertEquals(-2.343842e-03, means.getOrDefault("HBFusion", 0.0), 1e-5);
        NDArray mask = prediction.require(Prediction.MASK, "test");
        assertBegins(mask, 7.021555e-01, 1e-3, 44.43158f, 43.42256f, 42.23970f, 47.42142f);
        assertBegins(
                prediction.require("patches", "test"),
                -3.452293e-01,
                1e-4,
                1.015056f,
                1.173370f,
                8.800634e-01f,
                -5.468063e-01f);
        float[] spot = new float[299 * 299];
        spot[100 * 299 + 200] = 1;
        float[] cells =
                net.patchMask(manager.create(spot, new Shape(1, 1, 299, 299))).toFloatArray();
        for (int cell = 0; cell < cells.length; cell++) {
            assertEquals(cell == 6 * 19 + 13 ? 1 : 0, cells[cell]);
        }
    }
}
