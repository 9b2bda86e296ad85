package io.unmask.experiments.conform;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.auto.service.AutoService;
import io.unmask.model.multiattention.AttentionPooling;
import io.unmask.model.multiattention.RegionIndependence;
import io.unmask.model.nn.Parameters;
import io.unmask.random.Seeds;
import io.unmask.weights.TensorData;
import java.util.List;
import java.util.stream.StreamSupport;

/** The region independence losses over several steps: each moves the centres that the next one reads. */
@AutoService(ConformCase.class)
public final class RegionIndependenceCase implements ConformCase {
    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("mat")
                && List.of("Auxiliary_Loss_v1", "Auxiliary_Loss_v2", "RegionIndependentLoss")
                        .contains(fixture.text("class"));
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        Arguments arguments = new Arguments(fixture);
        RegionIndependence settings = settings(fixture, arguments);
        var net = settings.build(arguments.integer("M", 0), arguments.integer("N", 0));
        int decayBatches = arguments.integer("decay_batch", Integer.MAX_VALUE);
        arguments.requireAllRead();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Parameters parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(0));
            parameters.set(
                    "feature_centers", fixture.tensor("param.feature_centers").floats());
            var steps = new Steps(fixture, comparison, settings, net, parameters);
            int step = 0;
            while (fixture.has("input.step" + step + ".y")) {
                double next = settings.alphaIn(1 + (step + 1) / decayBatches);
                steps.run(step, settings.alphaIn(1 + step / decayBatches), next);
                step++;
            }
            steps.evaluate(step - 1, settings.alphaIn(1 + step / decayBatches));
        }
    }

    private static RegionIndependence settings(Fixture fixture, Arguments arguments) {
        RegionIndependence.Form form = switch (fixture.text("class")) {
            case "Auxiliary_Loss_v1" -> RegionIndependence.Form.V1;
            case "Auxiliary_Loss_v2" -> RegionIndependence.Form.V2;
            default -> RegionIndependence.Form.DEEPFAKEBENCH;
        };
        boolean bench = form == RegionIndependence.Form.DEEPFAKEBENCH;
        String margins = bench ? "intra_margin" : "inner_margin";
        // Classes: there are two.
        arguments.ignore(margins, "C");
        List<Double> given = StreamSupport.stream(
                        fixture.json("constructor").path(margins).spliterator(), false)
                .map(node -> node.asDouble())
                .toList();
        return new RegionIndependence(
                form,
                1,
                arguments.number("alpha", 0.05),
                arguments.number("alpha_decay", 1),
                arguments.number(bench ? "inter_margin" : "margin", 0),
                given);
    }

    private record Steps(
            Fixture fixture,
            Comparison comparison,
            RegionIndependence settings,
            RegionIndependence.Network net,
            Parameters parameters) {
        private record Inputs(NDArray map, NDArray attention, NDArray fake) {}

        private Inputs inputs(NDManager manager, int step) {
            String prefix = "input.step" + step + ".";
            float[] fake = new float[fixture.tensor(prefix + "y").size()];
            long[] labels = fixture.tensor(prefix + "y").longs();
            for (int i = 0; i < fake.length; i++) {
                fake[i] = labels[i];
            }
            return new Inputs(
                    array(manager, fixture.tensor(prefix + "feature_map_d")),
                    array(manager, fixture.tensor(prefix + "attentions")),
                    manager.create(fake));
        }

        /** DeepfakeBench keeps the share of the next step, ours that of the last. */
        void run(int step, double alpha, double next) {
            try (NDManager manager = parameters.flat().getManager().newSubManager()) {
                Inputs inputs = inputs(manager, step);
                inputs.map.setRequiresGradient(true);
                inputs.attention.setRequiresGradient(true);
                String name = "step" + step + ".";
                try (var collector = Engine.getInstance().newGradientCollector()) {
                    NDArray features = AttentionPooling.UNIT.pool(inputs.map, inputs.attention);
                    NDArray loss = net.loss(features, inputs.fake, alpha, true);
                    collector.backward(loss);
                    compare("output." + name + "loss", loss, "output");
                    compare("output." + name + "feature_matrix", features, "output");
                }
                compare("grad." + name + "feature_map_d", inputs.map.getGradient(), "grad");
                compare("grad." + name + "attentions", inputs.attention.getGradient(), "grad");
                state(name);
                if (fixture.has("after." + name + "alpha")) {
                    comparison.compare("after." + name + "alpha", next, comparison.tolerance("after"));
                }
            }
        }

        void evaluate(int step, double alpha) {
            try (NDManager manager = parameters.flat().getManager().newSubManager()) {
                Inputs inputs = inputs(manager, step);
                NDArray features = AttentionPooling.UNIT.pool(inputs.map, inputs.attention);
                compare("output.eval.loss", net.loss(features, inputs.fake, alpha, false), "output");
                state("eval.");
            }
        }

        private void state(String name) {
            compare(
                    "after." + name + "feature_centers",
                    parameters.get("feature_centers").array(),
                    "after");
        }

        private void compare(String entry, NDArray value, String tolerance) {
            if (fixture.has(entry)) {
                comparison.compare(entry, NetworkCheck.doubles(value), comparison.tolerance(tolerance));
            }
        }

        private static NDArray array(NDManager manager, TensorData data) {
            return manager.create(data.floats(), new Shape(data.shape()));
        }
    }
}
