package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.unmask.config.CheckException;
import io.unmask.data.HostBatch;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.train.optimizer.Optimizer;
import io.unmask.train.optimizer.OptimizerState;
import io.unmask.train.optimizer.Sam;
import io.unmask.train.optimizer.Sgd;
import io.unmask.train.precision.Fp32;
import io.unmask.train.precision.LossScale;
import io.unmask.train.schedule.Constant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamTest {
    private static final double RHO = 0.05;
    private static final double RATE = 0.1;
    private static final Sgd PLAIN = new Sgd(RATE, 0, 0, false, 0, false);

    /** The weights after a step over given batches, started from given weights, or the network's own if there are none. */
    private static float[] step(Optimizer optimizer, float[] start, HostBatch... batches) {
        try (NDManager manager = NDManager.newBaseManager();
                LossMeter losses = new LossMeter(manager, new Fp32())) {
            var net = new TinyTraining.Linear();
            var parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(3));
            if (start.length > 0) {
                parameters.flat().set(new NDIndex(":"), manager.create(start));
            }
            Training training = new Training(
                    1,
                    4,
                    optimizer,
                    new Constant(),
                    new Fp32(),
                    null,
                    null,
                    1,
                    false,
                    1,
                    false,
                    null,
                    Balance.NONE,
                    new Select("auc", Select.Mode.MAX, false),
                    null,
                    10);
            var stepper = new Stepper(
                    training,
                    Copies.none(net, parameters),
                    Normalise.HALF,
                    BatchChanges.NONE,
                    Seeds.of(5),
                    new OptimizerState(optimizer, parameters),
                    null);
            Iterator<HostBatch> feed = List.of(batches).iterator();
            stepper.step(feed, batches.length, 1, RATE, LossScale.NONE, losses);
            return parameters.flat().toFloatArray();
        }
    }

    /** (from - to) / rate: the gradient that a plain step followed. */
    private static double[] gradient(float[] from, float[] to) {
        double[] gradient = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            gradient[i] = (from[i] - to[i]) / RATE;
        }
        return gradient;
    }

    private static void aStepFollowsTheGradientUphill(HostBatch... batches) {
        float[] start = {0.3f, -0.2f, 0.5f, 0.1f, -0.4f, 0.2f, 0, 0.1f};
        double[] here = gradient(start, step(PLAIN, start, batches));
        double norm = 0;
        for (double value : here) {
            norm += value * value;
        }
        float[] uphill = start.clone();
        for (int i = 0; i < start.length; i++) {
            uphill[i] += (float) (RHO * here[i] / Math.sqrt(norm));
        }
        double[] there = gradient(uphill, step(PLAIN, uphill, batches));
        float[] expected = new float[start.length];
        for (int i = 0; i < start.length; i++) {
            expected[i] = (float) (start[i] - RATE * there[i]);
        }
        assertArrayEquals(expected, step(new Sam(RHO, PLAIN), start, batches), 2e-6f);
    }

    @Test
    void aStep_followsTheGradientUphillOfTheWeights() {
        aStepFollowsTheGradientUphill(TinyTraining.batch(0, 0));
    }

    @Test
    void severalBatchesOfAStep_areAllSeenTwice() {
        aStepFollowsTheGradientUphill(TinyTraining.batch(0, 0), TinyTraining.batch(0, TinyTraining.BATCHES - 1));
    }

    @Test
    void theGradientUphill_isAnother() {
        float[] none = {};
        double difference = 0;
        float[] plain = step(PLAIN, none, TinyTraining.batch(0, 0));
        float[] sam = step(new Sam(RHO, PLAIN), none, TinyTraining.batch(0, 0));
        for (int i = 0; i < plain.length; i++) {
            difference += Math.abs(plain[i] - sam[i]);
        }
        assertTrue(difference > 1e-5, "difference " + difference);
    }

    @Test
    void aSamOfASam_isRefused() {
        assertEquals(
                "optimizer",
                assertThrows(CheckException.class, () -> new Sam(RHO, new Sam(RHO, PLAIN)))
                        .setting());
    }
}
