package io.unmask.model.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.random.Seeds;
import org.junit.jupiter.api.Test;

class ParametersTest {
    /** A layer whose two parameters get gradients that can be counted by hand. */
    private static final class Affine extends Layer {
        private final Linear linear = child("fc", new Linear(2, 1));
        private final BatchNorm unused = child("bn", new BatchNorm(2));

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return linear.forward(x, pass);
        }
    }

    @Test
    void flatVectorAndParameters_shareTheirStorage() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var parameters = Parameters.place(new Affine(), manager, DataType.FLOAT32, Seeds.of(1));
            parameters.set("fc.weight", new float[] {2, 3});
            parameters.set("fc.bias", new float[] {4});
            assertArrayEquals(
                    new float[] {2, 3, 4, 1, 1, 0, 0}, parameters.flat().toFloatArray());
            parameters.flat().subi(1);
            assertArrayEquals(
                    new float[] {1, 2}, parameters.get("fc.weight").array().toFloatArray());
        }
    }

    @Test
    void kernels_lieChannelsLast_andAreNamedValuesInTheOfficialOrder() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var conv = Conv2d.of(2, 1, 2).build();
            var parameters = Parameters.allocate(conv, manager, DataType.FLOAT32);
            float[] official = {1, 2, 3, 4, 5, 6, 7, 8, 9};
            parameters.setOfficial(parameters.flat(), manager.create(official));
            assertArrayEquals(
                    new float[] {1, 2, 3, 4, 5, 6, 7, 8},
                    parameters.get("weight").array().toFloatArray());
            assertArrayEquals(
                    new float[] {1, 5, 2, 6, 3, 7, 4, 8, 9}, parameters.flat().toFloatArray());
            assertArrayEquals(
                    official, parameters.official(parameters.flat(), manager).toFloatArray());
            parameters.set("weight", new float[] {8, 7, 6, 5, 4, 3, 2, 1});
            assertArrayEquals(
                    new float[] {8, 4, 7, 3, 6, 2, 5, 1, 9}, parameters.flat().toFloatArray());
        }
    }

    @Test
    void gradientsOfKernels_lieAsTheKernels() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var conv = Conv2d.of(2, 1, 2).withoutBias().build();
            var parameters = Parameters.place(conv, manager, DataType.FLOAT32, Seeds.of(1));
            float[] pixels = {1, 2, 3, 4, 5, 6, 7, 8};
            NDArray x = manager.create(pixels, new Shape(1, 2, 2, 2));
            try (var collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(conv.forward(x, Pass.training()).sum());
            }
            NDArray gradients = parameters.gradients(manager);
            assertArrayEquals(new float[] {1, 5, 2, 6, 3, 7, 4, 8}, gradients.toFloatArray());
            assertArrayEquals(pixels, parameters.official(gradients, manager).toFloatArray());
        }
    }

    @Test
    void gradients_lieInTheOrderOfTheFlatVector_zeroWhereNoneFlowed() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var net = new Affine();
            var parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            NDArray x = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
            try (var collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(net.forward(x, Pass.training()).sum());
            }
            assertArrayEquals(
                    new float[] {4, 6, 2, 0, 0, 0, 0},
                    parameters.gradients(manager).toFloatArray());
        }
    }

    @Test
    void gradients_startAtZeroAfterTheyWereTaken() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var net = new Affine();
            var parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(1));
            for (float scale : new float[] {Float.NaN, 1}) {
                NDArray x = manager.create(new float[] {scale, 2 * scale}, new Shape(1, 2));
                try (var collector = Engine.getInstance().newGradientCollector()) {
                    collector.backward(net.forward(x, Pass.training()).sum());
                }
                float first = parameters.gradients(manager).toFloatArray()[0];
                assertEquals(scale, first);
            }
        }
    }

    @Test
    void batchNormState_movesTowardsTheBatch_withPyTorchsMomentum() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var norm = new BatchNorm(1);
            var parameters = Parameters.place(norm, manager, DataType.FLOAT32, Seeds.of(1));
            norm.forward(manager.create(new float[] {0, 2}, new Shape(2, 1)), Pass.training());
            assertEquals(0.1, parameters.get("running_mean").array().getFloat(), 1e-6);
            // Unbiased variance of {0, 2} is 2.
            assertEquals(0.9 + 0.2, parameters.get("running_var").array().getFloat(), 1e-6);
            assertEquals(1, parameters.get("num_batches_tracked").array().getLong());
        }
    }
}
