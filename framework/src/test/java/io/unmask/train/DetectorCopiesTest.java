package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Targets;
import io.unmask.model.detector.Detector;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.TrainingStep;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Recompute;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training steps of detectors whose batches two copies divide, against those of one network. */
class DetectorCopiesTest {
    private static final int SIDE = 48;
    private static final int PICTURES = 4;

    @TempDir
    Path folder;

    /** A setting of this record alone. */
    record Holder(Detector model) {}

    private Detector detector(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("detector.yaml"), "model: " + yaml);
        return new ConfigReader(Components.builtIn(), Map.of())
                .read(file, List.of(), Holder.class)
                .model();
    }

    private record Step(double loss, double[] gradients, Map<String, double[]> state) {}

    @SuppressWarnings("try") // held for what it does while open
    private static Step step(Detector detector, int replicas, boolean sync, boolean recompute) {
        InputShape shape = detector.takesClips() ? new InputShape(3, SIDE, 4) : InputShape.rgb(SIDE);
        try (NDManager manager = NDManager.newBaseManager()) {
            DetectorNet net = detector.build(shape);
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT64, Seeds.of(3));
            Training training = TinyTraining.divided(TinyTraining.everything(0), replicas, sync);
            try (Copies copies = Copies.of(training, net, parameters, () -> detector.build(shape));
                    GradientCollector collector = Engine.getInstance().newGradientCollector();
                    Recompute again = recompute ? Recompute.open(stage -> 7) : null) {
                copies.follow();
                copies.begin(turn -> 7);
                Engine.getInstance().setRandomSeed(7);
                NDArray loss = net.trainingLoss(
                        inputs(detector, manager), targets(manager), new TrainingStep(1, Seeds.of(1).stream("step")));
                if (again == null) {
                    collector.backward(loss);
                } else {
                    again.backward(loss);
                }
                Map<String, double[]> state = new TreeMap<>();
                parameters.all().forEach((name, parameter) -> {
                    if (!parameter.isTrained()) {
                        state.put(
                                name,
                                parameter
                                        .array()
                                        .toType(DataType.FLOAT64, false)
                                        .toDoubleArray());
                    }
                });
                return new Step(
                        loss.toDoubleArray()[0],
                        copies.takeGradients(manager).joined().toDoubleArray(),
                        state);
            }
        }
    }

    private static NDArray values(NDManager manager, Shape shape) {
        var random = Seeds.of(9).stream("pictures");
        double[] values = new double[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.uniform(-1, 1);
        }
        return manager.create(values, shape);
    }

    private static Inputs inputs(Detector detector, NDManager manager) {
        Shape pictures = new Shape(PICTURES, 3, SIDE, SIDE);
        NDArray second =
                !detector.needs().second() ? null : values(manager, pictures).neg();
        return detector.takesClips()
                ? new Inputs(values(manager, new Shape(PICTURES, 3, 4, SIDE, SIDE)))
                : new Inputs(values(manager, pictures), second);
    }

    private static Targets targets(NDManager manager) {
        NDArray labels = manager.create(new double[] {1, 0, 0, 1, 0, 1, 1, 0}, new Shape(PICTURES, 2));
        NDArray masks =
                values(manager, new Shape(PICTURES, 1, SIDE, SIDE)).gt(0).toType(DataType.FLOAT64, false);
        return new Targets(labels, masks, masks);
    }

    /** Attention looked at twice with centres that move, frames scored one by one, two streams, masks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{multi_attention: {%s, agda: {mode: soft, noise: 0}}}",
                "{multi_attention: {%s, agda: {mode: pointwise, replaces: true, noise: 0}}}",
                "{multi_attention: {%s, pretrain_epochs: 2}}",
                "{frame_average: {backbone: resnet18}}",
                "{two_stream: {backbone: resnet18, dropout: 0}}",
                "{m2tr: {backbone: {efficientnet: {size: b0, padding: nominal, drop_connect: 0}}, depth: 1, scales: [1, 2],"
                        + " dropout: 0, decoder: full_size, contrastive_weight: 0.1}}"
            })
    void aStepOfTwoCopies_isThatOfOneNetwork(String yaml) throws IOException {
        Detector detector = detector(yaml.formatted("backbone: resnet18, texture_tap: layer1, attention_tap: layer3,"
                + " mid_features: 16, dropout: 0, final_dropout: 0"));
        Step one = step(detector, 1, true, false);
        Step two = step(detector, 2, true, false);
        assertSame(one, two);
    }

    @Test
    void stagesOfCopies_areComputedAgainAsOfOneNetwork() throws IOException {
        Detector detector = detector("{classifier: {backbone: resnet18}}");
        assertSame(step(detector, 2, false, false), step(detector, 2, false, true));
    }

    private static void assertSame(Step one, Step two) {
        assertEquals(one.loss, two.loss, 1e-12 * Math.abs(one.loss));
        assertNear(one.gradients, two.gradients, "gradients");
        one.state.forEach((name, values) -> assertNear(values, two.state.get(name), name));
    }

    private static void assertNear(double[] expected, double[] actual, String what) {
        // The mean of what a BatchNorm has centred is rounding alone.
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertArrayEquals(expected, actual, 1e-11 * Math.max(largest, 1e-3), what);
    }
}
