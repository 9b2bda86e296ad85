package io.unmask.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.model.backbone.Filler;
import io.unmask.model.frequency.FrequencyBlock;
import io.unmask.model.frequency.GlobalFilter;
import io.unmask.model.fusion.Cmf;
import io.unmask.model.fusion.FusionNet;
import io.unmask.model.fusion.MixBlock;
import io.unmask.model.loss.Focal;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Numbers that the official blocks of M2TR (wangjk666/PyDeepFakeDet 631d781) and F3-Net (yyk-wew/F3Net 01942ca) gave with
 * every tensor filled by {@link Filler}.
 */
class BlocksGoldenTest {
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

    private static void assertBegins(NDArray x, double mean, double meanSize, float... firstAndLast) {
        NDArray exact = x.toType(DataType.FLOAT64, false);
        assertEquals(mean, exact.mean().getDouble(), 1e-6);
        assertEquals(meanSize, exact.abs().mean().getDouble(), 1e-6);
        float[] all = x.flatten().toFloatArray();
        float[] found = {all[0], all[1], all[2], all[3], all[all.length - 1]};
        assertArrayEquals(firstAndLast, found, 1e-5f);
    }

    @Test
    void globalFilter() {
        NDArray y = filled(new GlobalFilter(4, 8, 8)).forward(filled("x", 2, 4, 8, 8), Pass.evaluation());
        assertBegins(
                y,
                -2.107869e-03,
                9.731085e-02,
                -2.557890e-02f,
                1.068481e-01f,
                3.141791e-01f,
                2.195238e-01f,
                -4.626950e-02f);
    }

    @Test
    void frequencyBlock() {
        NDArray y = filled(new FrequencyBlock(4, 8, 8)).forward(filled("x", 2, 4, 8, 8), Pass.evaluation());
        assertBegins(
                y,
                6.229136e-03,
                5.234855e-01,
                -9.694467e-01f,
                -6.214967e-01f,
                -8.101228e-01f,
                -9.329686e-01f,
                -3.898626e-01f);
    }

    @Test
    void crossModalityFusion() {
        FusionNet.Pair pair = filled(new Cmf.Network(8, 8, 8, 100))
                .forward(filled("y", 2, 8, 16, 16), filled("z", 2, 8, 16, 16), Pass.evaluation());
        assertBegins(
                pair.first(),
                7.335345e-02,
                5.122282e-01,
                5.035222e-01f,
                1.070240f,
                -8.608305e-01f,
                1.914866e-01f,
                -4.912543e-01f);
    }

    @Test
    void mixBlock() {
        FusionNet.Pair pair = filled(new MixBlock.Network(6))
                .forward(filled("a", 2, 6, 5, 5), filled("b", 2, 6, 5, 5), Pass.evaluation());
        assertBegins(
                pair.first(),
                1.733127e-03,
                5.032271e-01,
                -4.527068e-01f,
                2.237934e-01f,
                -8.266059e-01f,
                -6.798230e-01f,
                1.225511e-02f);
        assertBegins(
                pair.second(),
                1.521466e-02,
                4.999570e-01,
                1.470760e-01f,
                -1.943806e-01f,
                -9.947033e-01f,
                -8.643199e-01f,
                6.737580e-01f);
    }

    @Test
    void focalLoss() {
        NDArray logits = manager.create(new float[] {0.3f, -1.2f, 2.0f, 0.5f, -0.7f, 0.9f}, new Shape(3, 2));
        NDArray labels = manager.create(new float[] {1, 0, 0, 1, 0, 1}, new Shape(3, 2));
        NDArray loss = new Focal(1, 2, false).of(new Prediction(logits), new Targets(labels));
        assertEquals(0.3175077, loss.getFloat(), 1e-6);
    }
}
