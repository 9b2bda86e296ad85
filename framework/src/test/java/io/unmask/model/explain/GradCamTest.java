package io.unmask.model.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import io.unmask.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maps of a small network against finite differences of its logit. */
class GradCamTest {
    private static final int SIDE = 8;
    private static final double STEP = 1e-5;

    private final NDManager manager = NDManager.newBaseManager();
    private final Small net = new Small();
    private Parameters parameters;
    private Inputs inputs;

    /** Two strided convolutions and a head that is not linear in their features. */
    private static final class Small extends DetectorNet {
        private final Backbone backbone = inline(new Backbone());

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            return new Prediction(backbone.forward(inputs.images(), pass));
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            throw new UnsupportedOperationException("not trained");
        }
    }

    private static final class Backbone extends BackboneNet {
        private final Conv2d first =
                child("first", Conv2d.of(3, 4, 3).stride(2).padding(1).build());
        private final Conv2d second =
                child("second", Conv2d.of(4, 3, 3).stride(2).padding(1).build());
        private final Linear fc = scores("fc", new Linear(3, 2));

        @Override
        public List<Stage> stages() {
            return List.of(
                    new Stage("first", 4, (x, pass) -> Activation.swish(first.forward(x, pass))),
                    new Stage("second", 3, (x, pass) -> Activation.swish(second.forward(x, pass))));
        }

        @Override
        public NDArray head(NDArray features, Pass pass) {
            return fc.forward(Pool.globalAverage(features.square()), pass);
        }
    }

    @BeforeEach
    void place() {
        parameters = Parameters.place(net, manager, DataType.FLOAT64, Seeds.of(3));
        parameters.set("fc.weight", new float[] {1, -2, 1, 3, 5, -4});
        double[] pixels = Seeds.of(4).stream("images")
                .doubles(2L * 3 * SIDE * SIDE, -5, 5)
                .toArray();
        inputs = new Inputs(manager.create(pixels, new Shape(2, 3, SIDE, SIDE)));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The definition, each derivative by the change of the logit when one feature is moved a little. */
    private double[] byDifferences(NDArray features, List<BackboneNet.Stage> rest) {
        Shape shape = features.getShape();
        int channels = (int) shape.get(1);
        int places = (int) (shape.get(2) * shape.get(3));
        double[] values = features.toDoubleArray();
        double[] map = new double[(int) shape.get(0) * places];
        for (int n = 0; n < shape.get(0); n++) {
            for (int k = 0; k < channels; k++) {
                int begin = (n * channels + k) * places;
                double weight = 0;
                for (int at = begin; at < begin + places; at++) {
                    weight += (logit(values, shape, at, STEP, n, rest) - logit(values, shape, at, -STEP, n, rest))
                            / (2 * STEP * places);
                }
                for (int i = 0; i < places; i++) {
                    map[n * places + i] += weight * values[begin + i];
                }
            }
        }
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.max(0, map[i]);
        }
        return map;
    }

    private double logit(double[] values, Shape shape, int at, double step, int picture, List<BackboneNet.Stage> rest) {
        double[] moved = values.clone();
        moved[at] += step;
        NDArray x = manager.create(moved, shape);
        for (BackboneNet.Stage stage : rest) {
            x = stage.run(x, Pass.evaluation());
        }
        return net.backbone.head(x, Pass.evaluation()).getDouble(picture, 1);
    }

    private NDArray featuresAfter(int stages) {
        NDArray x = inputs.images();
        for (BackboneNet.Stage stage : net.backbone.stages().subList(0, stages)) {
            x = stage.run(x, Pass.evaluation());
        }
        return x;
    }

    @Test
    void maps_areThoseOfFiniteDifferences_atEveryTap() {
        List<BackboneNet.Stage> stages = net.backbone.stages();
        for (int i = 0; i < stages.size(); i++) {
            double[] expected = byDifferences(featuresAfter(i + 1), stages.subList(i + 1, stages.size()));
            NDArray maps = new GradCam(net, parameters, stages.get(i).tap()).maps(inputs);
            assertEquals(new Shape(2, SIDE >> (i + 1), SIDE >> (i + 1)), maps.getShape());
            assertArrayEquals(expected, maps.toDoubleArray(), 1e-8);
            assertTrue(maps.max().getDouble() > 1e-4, "a map of zeros would prove nothing");
        }
    }

    @Test
    void withoutATap_theLastMapIsTaken() {
        assertArrayEquals(
                new GradCam(net, parameters, "second").maps(inputs).toDoubleArray(),
                new GradCam(net, parameters, null).maps(inputs).toDoubleArray());
    }

    @Test
    void parametersGetNoGradients_andAreTrainedAfterwardsAsBefore() {
        new GradCam(net, parameters, "first").maps(inputs);
        try (var collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(net.forward(inputs, Pass.training()).logits().sum());
        }
        double[] after = parameters.gradients(manager).toDoubleArray();
        try (var collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(net.forward(inputs, Pass.training()).logits().sum());
        }
        assertArrayEquals(parameters.gradients(manager).toDoubleArray(), after);
        assertFalse(java.util.Arrays.stream(after).allMatch(value -> value == 0));
    }

    @Test
    void anUnknownTap_isAnsweredWithTheNearest() {
        BadInputException refused =
                assertThrows(BadInputException.class, () -> new GradCam(net, parameters, "secnd").maps(inputs));
        assertTrue(refused.getMessage().contains("did you mean second?"), refused.getMessage());
    }
}
