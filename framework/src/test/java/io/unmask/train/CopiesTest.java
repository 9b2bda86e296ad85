package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.unmask.config.BadInputException;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.Division;
import io.unmask.model.detector.TrainingStep;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of a network, all on the CPU, against one that sees the whole batch. */
class CopiesTest {
    private static final int SIDE = 8;

    /** One BatchNorm twice without another between, one over (N, C), a map that three read, a loss that is no mean. */
    private static final class Net extends DetectorNet {
        private final Conv2d first =
                child("first", Conv2d.of(3, 6, 3).padding(1).build());
        private final BatchNorm norm = child("norm", new BatchNorm(6));
        private final Conv2d left = child("left", Conv2d.of(6, 6, 3).padding(1).build());
        private final BatchNorm leftNorm = child("left_norm", new BatchNorm(6));
        private final Conv2d right = child("right", Conv2d.of(6, 6, 1).build());
        private final BatchNorm rightNorm = child("right_norm", new BatchNorm(6));
        private final BatchNorm flatNorm = child("flat_norm", new BatchNorm(6));
        private final Linear head = child("head", new Linear(6, 2));

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray x = first.forward(inputs.images(), pass);
            x = Activation.relu(norm.forward(norm.forward(x, pass).add(1), pass));
            NDArray a = leftNorm.forward(left.forward(x, pass), pass);
            NDArray b = rightNorm.forward(right.forward(x, pass), pass);
            NDArray joined = Activation.relu(x.add(a).add(b));
            NDArray features = flatNorm.forward(joined.mul(joined).flatten(2, 3).mean(new int[] {2}), pass);
            return new Prediction(head.forward(features, pass)).with("features", features);
        }

        /** A weight for each class, which divides the sum by that of the whole batch, and all features with all. */
        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            NDArray features = prediction.require("features", "test");
            NDArray all = features.matMul(features.transpose()).tanh().mean();
            return new CrossEntropy(0.1, List.of(1.0, 3.0))
                    .of(prediction.logits(), targets.labels())
                    .add(all);
        }
    }

    /** What a step comes to. */
    private record Step(double loss, double[] gradients, Map<String, double[]> statistics) {}

    private static Step step(int replicas, boolean sync, int pictures, DataType type) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Net net = new Net();
            Parameters parameters = Parameters.place(net, manager, type, Seeds.of(3));
            Training training = TinyTraining.divided(TinyTraining.everything(0), replicas, sync);
            try (Copies copies = Copies.of(training, net, parameters, Net::new)) {
                copies.follow();
                copies.begin(turn -> 100 + turn);
                NDArray loss = backward(net, manager, pictures, type);
                double[] gradients = doubles(copies.takeGradients(manager).joined());
                return new Step(doubles(loss)[0], gradients, statistics(parameters));
            }
        }
    }

    @SuppressWarnings("try") // held for what it does while open
    private static NDArray backward(DetectorNet net, NDManager manager, int pictures, DataType type) {
        float[] labels = new float[2 * pictures];
        for (int i = 0; i < pictures; i++) {
            labels[2 * i + i % 3 % 2] = 1;
        }
        NDArray truth = manager.create(labels, new Shape(pictures, 2)).toType(type, false);
        NDArray x = noise(manager, pictures).toType(type, false);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = net.trainingLoss(
                    new Inputs(x), new Targets(truth), new TrainingStep(1, Seeds.of(1).stream("step")));
            // Nothing that the backward pass needs is memory of the JVM.
            System.gc();
            collector.backward(loss);
            return loss;
        }
    }

    private static NDArray noise(NDManager manager, int pictures) {
        var random = Seeds.of(9).stream("pictures");
        float[] values = new float[pictures * 3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            // A mean far from 0, where a variance of squares would cancel out.
            values[i] = (float) (20 + random.nextNormal());
        }
        return manager.create(values, new Shape(pictures, 3, SIDE, SIDE));
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    private static void assertNear(double[] expected, double[] actual, double tolerance, String what) {
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, actual, tolerance * largest, what);
    }

    /** Also with shares of different sizes, of one picture, and with fewer pictures than copies. */
    @ParameterizedTest
    @CsvSource({"2, 6", "3, 6", "2, 7", "3, 8", "4, 5", "4, 3"})
    void withSharedStatistics_gradientsAndStatisticsAreThoseOfOneNetwork(int replicas, int pictures) {
        for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
            double tolerance = type == DataType.FLOAT64 ? 1e-12 : 2e-5;
            Step whole = step(1, false, pictures, type);
            Step divided = step(replicas, true, pictures, type);
            assertEquals(whole.loss, divided.loss, tolerance * whole.loss);
            assertNear(whole.gradients, divided.gradients, tolerance, "gradients");
            assertEquals(whole.statistics.keySet(), divided.statistics.keySet());
            whole.statistics.forEach(
                    (name, values) -> assertNear(values, divided.statistics.get(name), tolerance, name));
        }
    }

    /** Every share is normalised by itself; the running statistics are those of the first. */
    @ParameterizedTest
    @CsvSource({"2, 6", "3, 8"})
    void withoutSharedStatistics_everyShareHasItsOwn(int replicas, int pictures) {
        Step divided = step(replicas, false, pictures, DataType.FLOAT64);
        Step apart = apart(replicas, pictures, pictures);
        assertEquals(apart.loss, divided.loss, 1e-12);
        assertNear(apart.gradients, divided.gradients, 1e-12, "gradients");
        Step first = apart(1, pictures / replicas, pictures);
        first.statistics.forEach((name, values) -> assertNear(values, divided.statistics.get(name), 1e-12, name));
    }

    /** One network that sees share after share of the first pictures. */
    private static Step apart(int shares, int seen, int pictures) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Net net = new Net();
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT64, Seeds.of(3));
            net.divide((whole, inputs, part) -> {
                NDList logits = new NDList();
                NDList features = new NDList();
                for (int i = 0; i < shares; i++) {
                    String range = i * seen / shares + ":" + (i + 1) * seen / shares;
                    Prediction of = part.of(whole, new Inputs(inputs.images().get(range)));
                    logits.add(of.logits());
                    features.add(of.require("features", "test"));
                }
                return new Prediction(NDArrays.concat(logits)).with("features", NDArrays.concat(features));
            });
            NDArray loss = seen == pictures ? backward(net, manager, pictures, DataType.FLOAT64) : null;
            if (loss == null) {
                net.forward(
                        new Inputs(noise(manager, pictures)
                                .toType(DataType.FLOAT64, false)
                                .get("0:" + seen)),
                        Pass.training());
            }
            double[] gradients = doubles(parameters.gradients(manager));
            return new Step(loss == null ? 0 : doubles(loss)[0], gradients, statistics(parameters));
        }
    }

    private static Map<String, double[]> statistics(Parameters parameters) {
        Map<String, double[]> statistics = new TreeMap<>();
        parameters.all().forEach((name, parameter) -> {
            if (!parameter.isTrained()) {
                statistics.put(name, doubles(parameter.array()));
            }
        });
        return statistics;
    }

    /** A copy that fails must not leave the others waiting, nor may copies part. */
    @Test
    void aCopyThatFailsOrGoesAnotherWay_endsTheStep() {
        for (int way = 0; way < 2; way++) {
            boolean fails = way == 0;
            Training training = TinyTraining.divided(TinyTraining.everything(0), 3, true);
            try (NDManager manager = NDManager.newBaseManager()) {
                Net net = new Net();
                Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(3));
                int[] made = new int[1];
                Supplier<DetectorNet> odd = () -> made[0]++ == 0 ? new Odd(fails) : new Net();
                try (Copies copies = Copies.of(training, net, parameters, odd)) {
                    copies.follow();
                    var exception = assertThrows(
                            IllegalStateException.class, () -> backward(net, manager, 6, DataType.FLOAT32));
                    String expected = fails ? "broken" : "has ended while others wait";
                    assertTrue(exception.getMessage().contains(expected), exception.getMessage());
                }
                net.divide(Division.NONE);
            }
        }
    }

    /** Has the parameters of the network, but leaves its last layers out, or fails there. */
    private static final class Odd extends DetectorNet {
        private final Net net = inline(new Net());
        private final boolean fails;

        Odd(boolean fails) {
            this.fails = fails;
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray x = net.norm.forward(net.first.forward(inputs.images(), pass), pass);
            if (fails) {
                throw new IllegalStateException("broken");
            }
            return new Prediction(x.flatten(1, 3));
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return net.loss(prediction, targets);
        }
    }

    @Test
    void copiesAreOnGpusInARow_orAllOnTheCpu() {
        assertEquals(List.of(Device.cpu(), Device.cpu()), Torch.devices(Device.cpu(), 2));
        assertEquals(List.of(Device.gpu(1), Device.gpu(2)), Torch.devices(Device.gpu(1), 2, 3));
        var tooFew = assertThrows(BadInputException.class, () -> Torch.devices(Device.gpu(0), 3, 2));
        assertEquals(
                "train.replicas: 3 copies of the network need gpu:0 to gpu:2, but only gpu:0 to gpu:1 are there."
                        + " Set train.replicas to at most 2, or device: cpu, where all copies are on the CPU.",
                tooFew.getMessage());
    }
}
