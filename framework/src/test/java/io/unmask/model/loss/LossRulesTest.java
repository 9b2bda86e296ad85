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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossRulesTest {
    private static final SupervisedContrastive SUPCON =
            new SupervisedContrastive(0.1, 0.07, SupervisedContrastive.Anchors.ALL, true, true);
    private static final AmSoftmax AM = new AmSoftmax(AmSoftmax.Margin.COSINE, 0.3, 10, 0, 1);
    private static final Contrastive CONTRASTIVE = new Contrastive(Contrastive.Form.PAPER);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray array(long[] shape, double... values) {
        return manager.create(values, new Shape(shape)).toType(ai.djl.ndarray.types.DataType.FLOAT32, false);
    }

    private Targets labels(double... fake) {
        double[] pairs = new double[2 * fake.length];
        for (int i = 0; i < fake.length; i++) {
            pairs[2 * i] = 1 - fake[i];
            pairs[2 * i + 1] = fake[i];
        }
        return new Targets(array(new long[] {fake.length, 2}, pairs));
    }

    private Prediction features(double... pairs) {
        long n = pairs.length / 2;
        return new Prediction(manager.zeros(new Shape(n, 2)))
                .with(Prediction.FEATURES, array(new long[] {n, 2}, pairs));
    }

    static List<Loss> losses() {
        return List.of(AM, SUPCON, CONTRASTIVE);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossesThatCompareClasses_refuseMixedLabels(Loss loss) {
        Prediction given = features(1, 0, 0, 1);
        var found = assertThrows(BadInputException.class, () -> loss.of(given, labels(0, 0.4)));
        assertTrue(String.valueOf(found.getMessage()).contains("needs whole labels"));
        loss.of(given, labels(0, 1));
    }

    @Test
    void missingOutputsAndMasks_areNamed() {
        Prediction logits = new Prediction(manager.zeros(new Shape(2, 2)));
        for (Loss loss : List.of(SUPCON, CONTRASTIVE)) {
            var found = assertThrows(BadInputException.class, () -> loss.of(logits, labels(0, 1)));
            assertTrue(String.valueOf(found.getMessage()).contains("needs the output \"features\""));
        }
        Prediction masked = logits.with(Prediction.MASK, manager.zeros(new Shape(2, 1, 3, 3)));
        assertThrows(BadInputException.class, () -> new MaskMse().of(masked, labels(0, 1)));
        var channels = assertThrows(BadInputException.class, () -> new MaskCrossEntropy(null).of(masked, labels(0, 1)));
        assertTrue(String.valueOf(channels.getMessage()).contains("mask_binary_cross_entropy takes one"));
    }

    @Test
    void sum_weighsItsTerms() {
        Prediction given = new Prediction(array(new long[] {2, 2}, 1, 2, -1, 0.5));
        Targets wanted = labels(0, 1);
        Loss entropy = new CrossEntropy(0, null);
        Loss focal = new Focal(1, 2, false);
        Loss sum = new WeightedSum(List.of(new WeightedSum.Term(2, entropy), new WeightedSum.Term(0.5, focal)));
        assertEquals(
                2 * entropy.of(given, wanted).getFloat()
                        + 0.5 * focal.of(given, wanted).getFloat(),
                sum.of(given, wanted).getFloat(),
                1e-6);
        assertThrows(CheckException.class, () -> new WeightedSum(List.of()));
        assertThrows(CheckException.class, () -> new WeightedSum.Term(0, entropy));
    }

    @Test
    void everyTermOfASum_hasItsGradient() {
        Loss entropy = new CrossEntropy(0, null);
        float[] alone = gradient(entropy);
        float[] sum = gradient(
                new WeightedSum(List.of(new WeightedSum.Term(2, entropy), new WeightedSum.Term(0.5, entropy))));
        for (int i = 0; i < alone.length; i++) {
            assertEquals(2.5 * alone[i], sum[i], 1e-6);
        }
    }

    private float[] gradient(Loss loss) {
        NDArray logits = array(new long[] {2, 2}, 1, -1, 0.5, 2);
        logits.setRequiresGradient(true);
        try (var collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(loss.of(new Prediction(logits), labels(0, 1)));
        }
        return logits.getGradient().toFloatArray();
    }

    @Test
    void papersContrastiveLoss_isTheDistanceOfRealsMinusThatOfFakes() {
        // Reals at (1, 0) and (0, 1): their mean points along the diagonal.
        Prediction given = features(1, 0, 0, 1, -1, -1, 2, 2);
        double distanceOfReals = 1 - Math.sqrt(0.5);
        double distanceOfFakes = (2 + 0) / 2.0;
        assertEquals(
                distanceOfReals - distanceOfFakes,
                CONTRASTIVE.of(given, labels(0, 0, 1, 1)).getFloat(),
                1e-6);
        assertEquals(
                distanceOfReals,
                CONTRASTIVE.of(features(1, 0, 0, 1), labels(0, 0)).getFloat(),
                1e-6);
    }

    @Test
    void featuresWithoutPartnerOrLength_giveNoNaN() {
        NDArray rows = array(new long[] {3, 2}, 0, 0, 0, 0, 1, 2);
        rows.setRequiresGradient(true);
        Prediction given = new Prediction(manager.zeros(new Shape(3, 2))).with(Prediction.FEATURES, rows);
        for (Loss loss : List.of(SUPCON, CONTRASTIVE)) {
            try (var collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(loss.of(given, labels(0, 0, 1)));
            }
            for (float slope : rows.getGradient().toFloatArray()) {
                assertTrue(Float.isFinite(slope), loss::toString);
            }
        }
    }

    @Test
    void unsupervisedContrast_needsTwoViews() {
        var simclr = new SupervisedContrastive(0.1, 0.07, SupervisedContrastive.Anchors.ALL, false, true);
        assertThrows(BadInputException.class, () -> simclr.of(features(1, 0, 0, 1), labels(0, 1)));
    }

    @Test
    void masksOfOtherSize_areMetByEnlargingTheScores() {
        NDArray scores = array(new long[] {1, 1, 1, 2}, -2, 2);
        Prediction given = new Prediction(manager.zeros(new Shape(1, 2))).with(Prediction.MASK, scores);
        NDArray masks = array(new long[] {1, 1, 2, 3}, 0, 0, 1, 0, 1, 1);
        Targets wanted = new Targets(labels(1).labels(), masks, null);
        double low = 1 / (1 + Math.exp(2));
        assertEquals(
                (4 * low * low + 2 * 0.25) / 6, new MaskMse().of(given, wanted).getFloat(), 1e-6);
        assertEquals(
                (4 * Math.log1p(Math.exp(-2)) + 2 * Math.log(2)) / 6,
                new MaskBinaryCrossEntropy(1).of(given, wanted).getFloat(),
                1e-6);
    }

    @Test
    void patchesOfFakes_areManipulatedWhereTheyLookLikeTheRegionOfFakes() {
        // One real with patches along x; one fake with a patch along x and one along y, the region's.
        NDArray features = array(new long[] {2, 2, 1, 2}, 1, 2, 0, 0, 1, 0, 0, 3);
        NDArray regions = array(new long[] {2, 1, 1, 2}, 1, 1, 0, 1);
        NDArray fake = manager.create(new float[] {0, 1});
        var loss = new PatchSimilarity();
        assertArrayEquals(
                new float[] {0, 0, 0, 1},
                loss.pseudoLabels(features, fake, regions).toFloatArray());
        NDArray scores = manager.zeros(new Shape(2, 2, 1, 2));
        assertEquals(Math.log(2), loss.of(scores, features, fake, regions).getFloat(), 1e-6);
        NDArray onlyFakes = manager.ones(new Shape(2));
        assertEquals(0, loss.of(scores, features, onlyFakes, regions).getFloat());
        NDArray onlyReals = manager.zeros(new Shape(2));
        assertEquals(Math.log(2), loss.of(scores, features, onlyReals, regions).getFloat(), 1e-6);
    }

    @Test
    void impossibleSettings_areRefused() {
        assertThrows(CheckException.class, () -> new AmSoftmax(AmSoftmax.Margin.ARC, -1, 30, 0, 1));
        assertThrows(CheckException.class, () -> new AmSoftmax(AmSoftmax.Margin.ARC, 0.5, 30, 2, 1.2));
        assertThrows(
                CheckException.class,
                () -> new SupervisedContrastive(0, 0.07, SupervisedContrastive.Anchors.ALL, true, true));
    }
}
