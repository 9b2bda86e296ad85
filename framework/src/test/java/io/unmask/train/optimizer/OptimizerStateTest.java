package io.unmask.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unmask.config.CheckException;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hand-counted steps of a network with one weight and one bias; PyTorch's own numbers are held by conform. */
class OptimizerStateTest {
    static List<Optimizer> all() {
        return List.of(
                new Adam(0.1, List.of(0.9, 0.99), 1e-8, 0.1, true, true),
                new AdamW(0.1, List.of(0.9, 0.99), 1e-8, 0.1, false, true),
                new AdamW(0.1, List.of(0.9, 0.99), 1e-8, 0.1, false, false),
                new Sgd(0.1, 0.9, 0, true, 0.1, true),
                new Sgd(0.1, 0, 0, false, 0.1, false),
                new RmsProp(0.1, 0.9, 1e-8, 0.9, true, 0.1, true));
    }

    /** Weight and bias start at 2 and 4; a step follows for each pair of gradients. */
    private static float[] steps(Optimizer optimizer, float[]... gradients) {
        try (NDManager manager = NDManager.newBaseManager()) {
            var parameters = Parameters.place(new Linear(1, 1), manager, DataType.FLOAT32, Seeds.of(1));
            parameters.set("weight", new float[] {2});
            parameters.set("bias", new float[] {4});
            var state = new OptimizerState(optimizer, parameters);
            for (float[] gradient : gradients) {
                try (NDManager scratch = manager.newSubManager()) {
                    state.step(scratch.create(gradient), optimizer.learningRate());
                }
            }
            return parameters.flat().toFloatArray();
        }
    }

    @Test
    void decoupledDecay_leavesBiasesAlone_whereAsked() {
        float[] zero = {0, 0};
        // Without a gradient only decay acts: 2 · (1 − 0.1 · 0.5), once or twice.
        assertArrayEquals(
                new float[] {1.9f, 4}, steps(new AdamW(0.1, List.of(0.9, 0.99), 1e-8, 0.5, false, true), zero), 1e-6f);
        assertArrayEquals(
                new float[] {1.805f, 3.61f},
                steps(new AdamW(0.1, List.of(0.9, 0.99), 1e-8, 0.5, false, false), zero, zero),
                1e-6f);
    }

    @Test
    void l2_leavesBiasesAlone_whereAsked() {
        // Gradient 0 + 0.5 · weight; step 0.1.
        assertArrayEquals(
                new float[] {1.9f, 4}, steps(new Sgd(0.1, 0, 0, false, 0.5, true), new float[] {0, 0}), 1e-6f);
    }

    @Test
    void adam_firstStepHasTheSizeOfTheLearningRate() {
        assertArrayEquals(
                new float[] {1.9f, 4.1f},
                steps(new Adam(0.1, List.of(0.9, 0.999), 0, 0, false, false), new float[] {7, -0.01f}),
                1e-5f);
    }

    @Test
    void amsgrad_remembersTheHighestSecondMoment() {
        // beta 0, 0: the second moment is the last squared gradient, which falls from 100 to 1; the bias corrections
        // are 1.
        Adam plain = new Adam(0.1, List.of(0.0, 0.0), 0, 0, false, false);
        Adam amsgrad = new Adam(0.1, List.of(0.0, 0.0), 0, 0, true, false);
        float[][] falling = {{10, 10}, {1, 1}};
        assertEquals(2 - 0.1 - 0.1, steps(plain, falling)[0], 1e-6);
        assertEquals(2 - 0.1 - 0.1 * 1 / 10, steps(amsgrad, falling)[0], 1e-6);
    }

    @Test
    void centeredRmsProp_dividesByTheStandardDeviation() {
        // Square 0.5 · 4 = 2, mean 0.5 · 2 = 1, so the root is sqrt(2 − 1) = 1 and the step 0.1 · 2.
        assertEquals(1.8, steps(new RmsProp(0.1, 0.5, 0, 0, true, 0, false), new float[] {2, 2})[0], 1e-6);
        // Uncentred: 2 / sqrt(2).
        assertEquals(
                2 - 0.1 * Math.sqrt(2),
                steps(new RmsProp(0.1, 0.5, 0, 0, false, 0, false), new float[] {2, 2})[0],
                1e-6);
    }

    /** More weights than are updated at a time, all alike: so they must stay. */
    @ParameterizedTest
    @MethodSource("all")
    void aLargeNetwork_isUpdatedWhole(Optimizer optimizer) {
        try (NDManager manager = NDManager.newBaseManager()) {
            var parameters = Parameters.place(new Linear(1100, 1000, false), manager, DataType.FLOAT32, Seeds.of(1));
            parameters.flat().muli(0).addi(2);
            var state = new OptimizerState(optimizer, parameters);
            for (int i = 0; i < 2; i++) {
                try (NDManager scratch = manager.newSubManager()) {
                    state.step(scratch.ones(parameters.flat().getShape()), 0.1);
                }
            }
            float[] after = parameters.flat().toFloatArray();
            assertNotEquals(2, after[0]);
            for (float weight : after) {
                assertEquals(after[0], weight, 1e-6f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aStep_leavesNothingBehind(Optimizer optimizer) {
        try (NDManager manager = NDManager.newBaseManager()) {
            var parameters = Parameters.place(new Linear(3, 2), manager, DataType.FLOAT32, Seeds.of(1));
            var state = new OptimizerState(optimizer, parameters);
            int before = manager.getParentManager().getManagedArrays().size();
            for (int i = 0; i < 3; i++) {
                try (NDManager scratch = manager.newSubManager()) {
                    state.step(scratch.ones(parameters.flat().getShape()), 0.1);
                }
            }
            assertEquals(before, manager.getParentManager().getManagedArrays().size());
            assertEquals(3, state.steps());
            assertEquals(optimizer.vectors(), List.copyOf(state.memory().keySet()));
        }
    }

    @Test
    void impossibleSettings_areRefusedByName() {
        assertEquals(
                "betas",
                assertThrows(CheckException.class, () -> new Adam(0.1, List.of(0.9), 1e-8, 0, false, false))
                        .setting());
        assertEquals(
                "nesterov",
                assertThrows(CheckException.class, () -> new Sgd(0.1, 0.9, 0.1, true, 0, false))
                        .setting());
        assertEquals(
                "alpha",
                assertThrows(CheckException.class, () -> new RmsProp(0.1, 1, 1e-8, 0, false, 0, false))
                        .setting());
    }
}
