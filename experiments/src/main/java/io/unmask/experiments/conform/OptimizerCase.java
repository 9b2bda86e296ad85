package io.unmask.experiments.conform;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import io.unmask.train.GradientClipping;
import io.unmask.train.optimizer.Optimizer;
import io.unmask.train.optimizer.OptimizerState;
import io.unmask.train.schedule.Constant;
import io.unmask.train.schedule.Progress;
import io.unmask.train.schedule.Schedule;
import io.unmask.weights.TensorData;
import java.util.Arrays;
import java.util.List;

/** A few steps of an optimiser on a small network: loss, gradients, learning rate and state after every step. */
@AutoService(ConformCase.class)
public final class OptimizerCase implements ConformCase {
    /** Share of the largest gradient below which a gradient has no scale of its own. */
    private static final double GRADIENT_FLOOR = 1e-3;

    private static final String PARAMETER = "param.";

    /** Linear, tanh, BatchNorm, Linear, under the names of a {@code Sequential}. */
    private static final class Network extends Layer {
        private final Linear first;
        private final BatchNorm norm;
        private final Linear second;

        Network(int inputs, int hidden, int classes) {
            first = child("0", new Linear(inputs, hidden));
            norm = child("2", new BatchNorm(hidden));
            second = child("3", new Linear(hidden, classes));
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return second.forward(norm.forward(first.forward(x, pass).tanh(), pass), pass);
        }
    }

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("optim") && fixture.has("input.step0.x");
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        long[] first = fixture.tensor("param.0.weight").shape();
        long[] last = fixture.tensor("param.3.weight").shape();
        var net = new Network((int) first[1], (int) first[0], (int) last[0]);
        try (NDManager manager = NDManager.newBaseManager()) {
            var parameters = Parameters.place(net, manager, DataType.FLOAT32, Seeds.of(0));
            for (String name : parameters.all().keySet()) {
                parameters.set(name, fixture.tensor(PARAMETER + name).floats());
            }
            steps(fixture, comparison, net, parameters);
        }
    }

    private static void steps(Fixture fixture, Comparison comparison, Network net, Parameters parameters) {
        Optimizer optimizer = TorchOptimizers.of(TorchSettings.of(fixture.json("optimizer")));
        JsonNode scheduler = fixture.json("scheduler");
        Schedule schedule = scheduler.isObject() ? TorchSchedules.of(TorchSettings.of(scheduler)) : new Constant();
        var state = new OptimizerState(optimizer, parameters);
        int steps = fixture.names("input.").stream()
                .filter(name -> name.endsWith(".x"))
                .toList()
                .size();
        double largest = fixture.names("grad.").stream()
                .flatMapToDouble(name -> Arrays.stream(fixture.tensor(name).doubles()))
                .map(Math::abs)
                .max()
                .orElse(0);
        for (int step = 0; step < steps; step++) {
            double rate =
                    schedule.learningRate(optimizer.learningRate(), new Progress(step, steps, 1, List.of(), true));
            String key = "step" + step + ".";
            double[] rates = new double[fixture.tensor("output." + key + "lr").size()];
            Arrays.fill(rates, rate);
            comparison.compare("output." + key + "lr", rates, comparison.tolerance("output"));
            try (NDManager scratch = parameters.flat().getManager().newSubManager()) {
                NDArray gradients = gradients(fixture, comparison, net, parameters, key, scratch);
                NDArray official = parameters.official(gradients, scratch);
                compareParts(fixture, comparison, "grad." + key, parameters, official, GRADIENT_FLOOR * largest);
                clip(fixture, comparison, key, gradients);
                state.step(gradients, rate);
            }
            compareState(fixture, comparison, "after." + key, parameters);
        }
    }

    private static NDArray gradients(
            Fixture fixture, Comparison comparison, Network net, Parameters parameters, String key, NDManager scratch) {
        TensorData input = fixture.tensor("input." + key + "x");
        NDArray x = scratch.create(input.floats(), new Shape(input.shape()));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray logits = net.forward(x, Pass.training());
            NDArray labels = oneHot(
                    fixture.tensor("input." + key + "y").longs(),
                    (int) logits.getShape().get(1),
                    scratch);
            NDArray loss = new CrossEntropy(0, null).of(logits, labels);
            comparison.compare("output." + key + "loss", loss.getFloat(), comparison.tolerance("output"));
            collector.backward(loss);
        }
        return parameters.gradients(scratch);
    }

    private static NDArray oneHot(long[] labels, int classes, NDManager manager) {
        float[] values = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            values[i * classes + (int) labels[i]] = 1;
        }
        return manager.create(values, new Shape(labels.length, classes));
    }

    private static void clip(Fixture fixture, Comparison comparison, String key, NDArray gradients) {
        JsonNode maximum = fixture.json("clip_grad_norm");
        if (maximum.isNumber()) {
            NDArray norm = GradientClipping.clip(gradients, maximum.asDouble());
            comparison.compare("output." + key + "gradnorm", norm.getFloat(), comparison.tolerance("output"));
        }
    }

    private static void compareParts(
            Fixture fixture,
            Comparison comparison,
            String prefix,
            Parameters parameters,
            NDArray vector,
            double floor) {
        float[] all = vector.toFloatArray();
        int at = 0;
        for (String name : parameters.trainedNames()) {
            int end = at + (int) parameters.get(name).size();
            if (fixture.has(prefix + name)) {
                double[] part = doubles(Arrays.copyOfRange(all, at, end));
                comparison.compare(prefix + name, part, comparison.tolerance("grad"), floor);
            }
            at = end;
        }
    }

    private static void compareState(Fixture fixture, Comparison comparison, String prefix, Parameters parameters) {
        parameters.all().forEach((name, parameter) -> {
            if (fixture.has(prefix + name)) {
                NDArray array = parameter.array();
                double[] values = array.getDataType() == DataType.INT64
                        ? Arrays.stream(array.toLongArray()).asDoubleStream().toArray()
                        : doubles(array.toFloatArray());
                comparison.compare(prefix + name, values, comparison.tolerance("after"));
            }
        });
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
