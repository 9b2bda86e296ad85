package io.unmask.model.multiattention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.backbone.Filler;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blocks against numbers of the official PyTorch code on weights and inputs by {@link Filler}. */
class MultiAttentionBlocksTest {
    private static final int HEADS = 4;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private <N extends Net> N filled(N net) {
        Filler.fill(Parameters.allocate(net, manager, DataType.FLOAT32));
        return net;
    }

    private NDArray attention() {
        return filled(new AttentionMap(8, HEADS)).forward(Filler.array(manager, "x", 2, 8, 23, 23), Pass.evaluation());
    }

    private NDArray shallow() {
        return Filler.array(manager, "fm", 2, 6, 47, 47);
    }

    private TextureEnhance.Enhanced enhanced(TextureEnhance.Form form) {
        return filled(new TextureEnhance(form, 6, HEADS)).enhance(shallow(), attention(), Pass.evaluation());
    }

    /** Mean, mean size, the values at the given places. */
    private static void assertLike(NDArray found, double mean, double meanSize, int[] places, double... values) {
        assertEquals(mean, found.mean().getFloat(), 1e-6 + 1e-5 * Math.abs(mean));
        assertEquals(meanSize, found.abs().mean().getFloat(), 1e-5 * meanSize);
        float[] all = found.toFloatArray();
        for (int i = 0; i < places.length; i++) {
            assertEquals(values[i], all[places[i] < 0 ? all.length + places[i] : places[i]], 1e-5);
        }
    }

    @ParameterizedTest
    @CsvSource({"23, 2, 21", "24, 2, 21", "20, 2, 18", "19, 2, 17", "16, 2, 14", "12, 1, 10", "11, 1, 10"})
    void border_isNotSymmetric(int side, int first, int last) {
        AttentionMap map = new AttentionMap(1, 1);
        Parameters.place(map, manager, DataType.FLOAT32, Seeds.of(1));
        NDArray found = map.forward(Filler.array(manager, "x", 1, 1, side, side), Pass.evaluation());
        float[] values = found.toFloatArray();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                boolean inside = Math.min(row, column) >= first && Math.max(row, column) <= last;
                assertEquals(inside, values[row * side + column] > 0, row + ", " + column);
            }
        }
    }

    @Test
    void attentionMap_equalsTheReference() {
        assertLike(attention(), 8.356358e-01, 8.356358e-01, new int[] {0, 1, -1}, 0, 0, 0);
    }

    @Test
    void withoutHeads_oneMapLooksEverywhereAlike() {
        NDArray x = Filler.array(manager, "x", 2, 8, 5, 7);
        NDArray found = filled(new AttentionMap(8, 0)).forward(x, Pass.evaluation());
        assertEquals(new Shape(2, 1, 5, 7), found.getShape());
        assertEquals(1, found.min().getFloat());
        assertEquals(1, found.max().getFloat());
    }

    @Test
    void officialTexture_equalsTheReference() {
        TextureEnhance.Enhanced enhanced = enhanced(TextureEnhance.Form.V2);
        assertEquals(new Shape(2, 4, 6, 47, 47), enhanced.texture().getShape());
        assertLike(enhanced.texture(), 5.292218e-02, 5.292218e-02, new int[] {0, -1}, 0, 0);
        assertLike(
                enhanced.pooled(),
                -3.717138e-02,
                1.565500e-01,
                new int[] {0, 3, -1},
                -1.193240e-01,
                2.381579e-01,
                9.939706e-02);
        NDArray pooled = AttentionPooling.UNIT.pool(enhanced.texture(), attention());
        assertLike(pooled, 3.169097e-01, 3.169097e-01, new int[] {0, 3, -1}, 2.489079e-02, 4.156524e-02, 2.021854e-01);
    }

    @Test
    void textureOfThePapersText_equalsTheReference() {
        TextureEnhance.Enhanced enhanced = enhanced(TextureEnhance.Form.V1);
        assertEquals(new Shape(2, 24, 47, 47), enhanced.texture().getShape());
        assertLike(
                enhanced.texture(),
                -5.729619e-02,
                1.624370e-01,
                new int[] {0, 3, -1},
                -5.092686e-01,
                -3.541550e-01,
                9.392129e-02);
        assertLike(
                enhanced.pooled(),
                7.018314e-03,
                1.570100e-01,
                new int[] {0, 3, -1},
                1.089380e-01,
                -1.628235e-01,
                -1.611933e-01);
        NDArray pooled = AttentionPooling.UNIT.pool(enhanced.texture(), attention());
        assertLike(
                pooled, -9.172778e-02, 1.709689e-01, new int[] {0, 3, -1}, -2.178279e-01, -2.686177e-01, -2.017511e-01);
    }

    @Test
    void withoutTexture_featuresStayAsTheyAre() {
        TextureEnhance.Enhanced enhanced = enhanced(TextureEnhance.Form.OFF);
        assertArrayEquals(shallow().toFloatArray(), enhanced.texture().toFloatArray());
        assertEquals(new Shape(2, 6, 23, 23), enhanced.pooled().getShape());
        assertEquals(0, new TextureEnhance(TextureEnhance.Form.OFF, 6, HEADS).trainedSize());
    }

    @Test
    void meansUnderAttention_equalTheReference() {
        NDArray features = Filler.array(manager, "fin", 2, 10, 11, 11);
        NDArray all = attention().sum(new int[] {1}, true);
        assertLike(
                AttentionPooling.MEAN.pool(features, all),
                4.068625e-03,
                4.824472e-02,
                new int[] {0, 3, -1},
                5.809879e-02,
                -4.484237e-02,
                2.608533e-02);
        assertLike(
                AttentionPooling.MASS.pool(features, attention()),
                4.038442e-03,
                4.851520e-02,
                new int[] {0, 3, -1},
                5.958829e-02,
                -3.730106e-02,
                3.887776e-02);
    }

    private NDArray regions() {
        NDArray map = MultiAttentionNetwork.standardised(
                enhanced(TextureEnhance.Form.V2).pooled());
        assertLike(map, 0, 8.015437e-01, new int[] {0, 3, -1}, -1.533913e-01, 1.683075, 5.765622e-01);
        return AttentionPooling.UNIT.pool(map, attention());
    }

    private RegionIndependence.Network centres(RegionIndependence.Form form, double margin, double real, double fake) {
        var net = new RegionIndependence(form, 1, 0.05, 0.9, margin, List.of(real, fake)).build(HEADS, 6);
        Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
        return net;
    }

    @ParameterizedTest
    @CsvSource({
        "V2, 0.2, 0.05, 0.1, 7.4361262, 6.9600673",
        "V2, 0.8, 0.2, -0.8, 24.4088306, 23.9299374",
        "V1, 0.2, 0.05, 0.1, 1.9658558, NaN"
    })
    void regionLoss_equalsTheReference_andItsCentresMove(
            RegionIndependence.Form form, double margin, double real, double fake, double first, double second) {
        var net = centres(form, margin, real, fake);
        NDArray regions = regions();
        NDArray labels = manager.create(new float[] {0, 1});
        assertEquals(first, net.loss(regions, labels, 0.05, true).getFloat(), 1e-4);
        NDArray centres = net.parameters().get("feature_centers").array();
        if (form == RegionIndependence.Form.V2) {
            assertLike(
                    centres,
                    -6.862637e-03,
                    8.520455e-03,
                    new int[] {0, 3, -1},
                    -4.138117e-03,
                    -1.294193e-02,
                    5.338527e-03);
            assertEquals(second, net.loss(regions, labels, 0.05, false).getFloat(), 1e-4);
        } else {
            assertLike(centres, -6.505025e-03, 1.184449e-02, new int[0]);
        }
    }

    @Test
    void papersRegionLoss_isItsEquation() {
        var net = centres(RegionIndependence.Form.PAPER, 0.2, 0.05, 0.1);
        NDArray regions = Filler.array(manager, "v", 2, HEADS, 6);
        double found = net.loss(regions, manager.create(new float[] {0, 1}), 0.05, true)
                .getFloat();
        float[] v = regions.toFloatArray();
        double expected = 0;
        double[][] centres = new double[HEADS][6];
        for (int head = 0; head < HEADS; head++) {
            for (int c = 0; c < 6; c++) {
                centres[head][c] = 0.05 * (v[head * 6 + c] + v[(HEADS + head) * 6 + c]) / 2;
            }
        }
        for (int head = 0; head < HEADS; head++) {
            for (int picture = 0; picture < 2; picture++) {
                double square = 0;
                for (int c = 0; c < 6; c++) {
                    square += Math.pow(v[(picture * HEADS + head) * 6 + c] - centres[head][c], 2);
                }
                expected += Math.max(0, square - (picture == 0 ? 0.05 : 0.1));
            }
            for (int other = head + 1; other < HEADS; other++) {
                double square = 0;
                for (int c = 0; c < 6; c++) {
                    square += Math.pow(centres[head][c] - centres[other][c], 2);
                }
                expected += Math.max(0, 0.2 - square);
            }
        }
        assertEquals(expected, found, 1e-5);
    }

    @Test
    void centresMoveLess_inLaterEpochs() {
        var settings = new RegionIndependence(RegionIndependence.Form.V2, 1, 0.05, 0.9, 0.2, List.of(0.05, 0.1));
        assertEquals(0.05, settings.alphaIn(1));
        assertEquals(0.05 * 0.81, settings.alphaIn(3), 1e-12);
    }
}
