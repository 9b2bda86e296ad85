package io.unmask.experiments.conform;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.config.BadInputException;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.Pass;
import io.unmask.random.Seeds;
import io.unmask.weights.TensorData;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a network from a fixture and compares all of it: outputs and taps in both modes, one backward pass,
 * the running statistics after it. Once in float32 with the tolerances of the metadata, and once in float64,
 * the sharp test, where the file holds float64 values.
 */
public final class NetworkCheck {
    private static final String TRAIN = "train";
    private static final String EVAL = "eval";
    /** How often float32 gradients may be decided by another rounding. */
    private static final int ROUNDINGS = 8;
    /** Constants are computed in double precision and rounded once; the last bit may differ. */
    private static final double CONSTANT_TOLERANCE = 1e-6;
    /** Relative size of one rounding of a float. */
    private static final double ROUNDING = 0x1.0p-23;

    /** How a network maps named inputs to named outputs. */
    @FunctionalInterface
    public interface Forward {
        /** Runs it. */
        Map<String, NDArray> run(Map<String, NDArray> inputs, Pass pass);
    }

    /**
     * A network under test.
     *
     * @param net its parameters, under the names of the fixture
     * @param forward how to run it
     * @param ourTap from the name of a tap in the fixture to the one that the network reports
     */
    public record Subject(Net net, Forward forward, UnaryOperator<String> ourTap) {}

    private final Fixture fixture;
    private final Comparison comparison;
    private final Supplier<Subject> builder;

    /** A check of one fixture; {@code builder} is called once a precision. */
    public NetworkCheck(Fixture fixture, Comparison comparison, Supplier<Subject> builder) {
        this.fixture = fixture;
        this.comparison = comparison;
        this.builder = builder;
    }

    /** Runs both precisions, the sharp one first. */
    public void run() {
        if (!fixture.names("output64.").isEmpty()
                || !fixture.names("gradnorm64.").isEmpty()) {
            run(DataType.FLOAT64);
        }
        run(DataType.FLOAT32);
    }

    private void run(DataType type) {
        comparison.section(type.name().toLowerCase(Locale.ROOT));
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Subject subject = builder.get();
            Parameters parameters = Parameters.allocate(subject.net, manager, type);
            if (!namesAgree(parameters) || !constantsAgree(parameters)) {
                return;
            }
            load(parameters);
            // Evaluation first: the training pass changes the running statistics that it reads.
            for (String mode : List.of(EVAL, TRAIN)) {
                if (mode.equals(fixture.text("grad_mode"))) {
                    passWithGradients(subject, parameters, mode);
                } else if (mentions(mode)) {
                    pass(new Run(subject, parameters, comparison, 0), mode);
                }
            }
        }
    }

    /**
     * In float32 the signs of values next to zero are decided by rounding, and one ReLU or max-pool decided the
     * other way moves gradients by percents; the official code does not agree with itself across thread counts.
     * So where float64 agrees and float32 gradients do not, the pass is repeated in planes, as the official code ran, whose
     * BatchNorm adds up more exactly than that of channels last, first as it is and then with rounding-sized noise on the
     * inputs: a module that is right meets the limits in some roundings, one that is wrong in none.
     */
    private void passWithGradients(Subject subject, Parameters parameters, String mode) {
        Comparison first = comparison.attempt("");
        pass(new Run(subject, parameters, first, 0), mode);
        // Outputs, taps and state went to the main account: they get no second chance.
        boolean retry = parameters.flat().getDataType() == DataType.FLOAT32 && !comparison.hasFailures();
        if (!retry || !first.hasFailures()) {
            comparison.adopt(first);
            return;
        }
        Subject inPlanes = builder.get();
        Parameters planes =
                Parameters.allocateInPlanes(inPlanes.net, parameters.flat().getManager(), DataType.FLOAT32);
        for (int rounding = 0; rounding < ROUNDINGS; rounding++) {
            load(planes);
            Comparison other = comparison.attempt(rounding == 0 ? " in planes" : " in rounding " + (rounding + 1));
            pass(new Run(inPlanes, planes, other, rounding), mode);
            if (!other.hasFailures()) {
                comparison.adopt(other);
                return;
            }
        }
        comparison.adopt(first);
    }

    private boolean mentions(String mode) {
        return fixture.content().tensors().keySet().stream().anyMatch(name -> name.contains("." + mode + "."));
    }

    /** Sets every tensor from the file, the constructor or the rule. */
    private void load(Parameters parameters) {
        Set<String> constants = namesIn(fixture.json("constants"));
        String ruleText = fixture.text("param_rule");
        // "none" says that every tensor is stored.
        @Nullable RuleV1 rule = ruleText.isEmpty() || ruleText.startsWith("none") ? null : RuleV1.of(fixture);
        for (var entry : parameters.all().entrySet()) {
            String name = entry.getKey();
            Parameter parameter = entry.getValue();
            String stored = "param." + name;
            if (fixture.has(stored)) {
                parameters.set(name, fixture.tensor(stored).floats());
            } else if (constants.contains(name)) {
                parameters.set(name, parameter.init().values(parameter.shape(), Seeds.of(0).stream("constant")));
            } else if (parameter.kind() == Parameter.Kind.COUNTER) {
                parameters.set(name, new float[1]);
            } else if (rule != null) {
                parameters.set(name, rule.parameter(name, parameter.shape()));
            } else {
                throw new BadInputException(stored + ": not in the file, and the metadata names no rule");
            }
        }
    }

    /** The file may hold no tensor that the network lacks or shapes otherwise; the number of trained elements is known. */
    private boolean namesAgree(Parameters parameters) {
        boolean agree = true;
        for (String prefix : List.of("param.", "gradnorm.param.")) {
            for (String entry : fixture.names(prefix)) {
                Parameter parameter = parameters.all().get(entry.substring(prefix.length()));
                if (parameter == null) {
                    comparison.fail(entry + ": the network has no such tensor");
                    agree = false;
                } else if (prefix.equals("param.") && !Arrays.equals(shape(entry), parameter.shape())) {
                    comparison.fail(entry + ": shape " + Arrays.toString(shape(entry)) + ", the network has "
                            + Arrays.toString(parameter.shape()));
                    agree = false;
                }
            }
        }
        long trained = parameters.trainedNames().stream()
                .mapToLong(name -> parameters.get(name).size())
                .sum();
        JsonNode count = fixture.json("param_count");
        if (count.isNumber() && count.asLong() != trained && count.asLong() != trained + constants(parameters)) {
            comparison.fail(
                    "param_count: the network has " + trained + " trained elements, expected " + count.asLong());
            agree = false;
        }
        return agree;
    }

    /** A fixed kernel that the file holds must be the one that the constructor makes: loading it would hide a wrong one. */
    private boolean constantsAgree(Parameters parameters) {
        boolean agree = true;
        for (String name : namesIn(fixture.json("constants"))) {
            Parameter ours = parameters.all().get(name);
            if (ours != null && fixture.has("param." + name)) {
                float[] made = ours.init().values(ours.shape(), Seeds.of(0).stream("constant"));
                double error = Comparison.scaledError(
                        TensorData.of(made, ours.shape()).doubles(),
                        fixture.tensor("param." + name).doubles(),
                        0);
                if (!(error <= CONSTANT_TOLERANCE)) {
                    comparison.fail("param." + name + ": the constructor makes another, error " + error);
                    agree = false;
                }
            }
        }
        return agree;
    }

    /** Elements that the metadata calls constant: some official code declares fixed kernels as parameters. */
    private long constants(Parameters parameters) {
        return namesIn(fixture.json("constants")).stream()
                .filter(name -> parameters.all().containsKey(name))
                .mapToLong(name -> parameters.get(name).size())
                .sum();
    }

    private long[] shape(String entry) {
        return fixture.tensor(entry).shape();
    }

    /** The strings of a list, or the keys of an object. */
    static Set<String> namesIn(JsonNode node) {
        Set<String> names = new HashSet<>();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(names::add);
        } else {
            node.forEach(item -> names.add(item.asText()));
        }
        return names;
    }

    /**
     * A network to run.
     *
     * @param gradients the account of its gradients
     * @param rounding 0 leaves the inputs as they are; then outputs, taps and state are compared too
     */
    private record Run(Subject subject, Parameters parameters, Comparison gradients, int rounding) {
        DataType type() {
            return parameters.flat().getDataType();
        }
    }

    private void pass(Run run, String mode) {
        try (NDManager manager = run.parameters.flat().getManager().newSubManager()) {
            Map<String, NDArray> inputs = inputs(manager, run.type(), run.rounding);
            Map<String, NDArray> taps = new LinkedHashMap<>();
            Pass plain = mode.equals(TRAIN) ? Pass.training() : Pass.evaluation();
            Pass pass = run.type() == DataType.FLOAT64 ? plain : plain.listening(taps::put);
            Map<String, NDArray> outputs = mode.equals(fixture.text("grad_mode"))
                    ? forwardAndBackward(run, inputs, pass)
                    : run.subject.forward.run(inputs, pass);
            if (run.rounding == 0) {
                compareForward(run, mode, outputs, taps);
            }
        }
    }

    private Map<String, NDArray> forwardAndBackward(Run run, Map<String, NDArray> inputs, Pass pass) {
        inputs.values().stream().filter(x -> x.getDataType() == run.type()).forEach(x -> x.setRequiresGradient(true));
        Map<String, NDArray> outputs;
        try (var collector = Engine.getInstance().newGradientCollector()) {
            // Gradients add up over backward passes.
            collector.zeroGradients();
            outputs = run.subject.forward.run(inputs, pass);
            collector.backward(weighted(outputs, run.type()));
        }
        new GradientCheck(fixture, run.gradients, run.parameters).run(inputs);
        return outputs;
    }

    private void compareForward(Run run, String mode, Map<String, NDArray> outputs, Map<String, NDArray> taps) {
        boolean sharp = run.type() == DataType.FLOAT64;
        String prefix = sharp ? "output64." : "output.";
        double tolerance = comparison.tolerance(sharp ? "all_in_float64" : "output");
        outputs.forEach((name, value) -> {
            for (String entry : List.of(prefix + mode + "." + name, prefix + name)) {
                if (fixture.has(entry)) {
                    comparison.compare(entry, doubles(value), tolerance);
                }
            }
        });
        if (!sharp) {
            new TapCheck(fixture, comparison, mode).run(name -> taps.get(run.subject.ourTap.apply(name)));
            if (mode.equals(TRAIN)) {
                compareState(run.parameters);
            }
        }
    }

    /** The scalar whose gradients the file holds: outputs times their given weights, summed. */
    private NDArray weighted(Map<String, NDArray> outputs, DataType type) {
        NDArray sum = null;
        for (String entry : fixture.names("gradout.")) {
            NDArray output = outputs.get(entry.substring("gradout.".length()));
            if (output == null) {
                throw new BadInputException(entry + ": the network has the outputs " + outputs.keySet());
            }
            NDArray part = output.mul(array(output.getManager(), fixture.tensor(entry), type))
                    .sum();
            sum = sum == null ? part : sum.add(part);
        }
        // A network with losses of its own needs no weights: its gradients are those of its loss.
        NDArray scalar = sum == null ? outputs.get("loss") : sum;
        if (scalar == null) {
            throw new BadInputException(
                    fixture.file() + ": grad_mode without a tensor gradout.* and without an output loss");
        }
        return scalar;
    }

    private Map<String, NDArray> inputs(NDManager manager, DataType type, int rounding) {
        Map<String, NDArray> inputs = new LinkedHashMap<>();
        for (String entry : fixture.names("input.")) {
            NDArray stored = array(manager, fixture.tensor(entry), type);
            inputs.put(entry.substring("input.".length()), rounded(stored, rounding));
        }
        fixture.json("inputs_by_rule").properties().forEach(entry -> {
            JsonNode range = entry.getValue();
            long[] shape = new long[range.path("shape").size()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = range.path("shape").get(i).asLong();
            }
            float[] values = RuleV1.of(fixture)
                    .uniform(
                            range.path("name").asText(),
                            0,
                            Math.toIntExact(new Shape(shape).size()),
                            range.path("lo").asDouble(),
                            range.path("hi").asDouble());
            NDArray ruled = manager.create(values, new Shape(shape)).toType(type, false);
            inputs.put(entry.getKey(), rounded(ruled, rounding));
        });
        return inputs;
    }

    private static NDArray rounded(NDArray x, int rounding) {
        if (rounding == 0 || x.getDataType() != DataType.FLOAT32) {
            return x;
        }
        RuleV1 noise = RuleV1.of(rounding, 1);
        float[] factors = noise.uniform("rounding", 0, Math.toIntExact(x.size()), 1 - ROUNDING, 1 + ROUNDING);
        return x.mul(x.getManager().create(factors, x.getShape()));
    }

    private static NDArray array(NDManager manager, TensorData data, DataType type) {
        Shape shape = new Shape(data.shape());
        return data.type().startsWith("I")
                ? manager.create(data.longs(), shape)
                : manager.create(data.doubles(), shape).toType(type, false);
    }

    /** Values of any floating or integer array. */
    static double[] doubles(NDArray array) {
        try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
            return wide.toDoubleArray();
        }
    }

    private void compareState(Parameters parameters) {
        for (String entry : fixture.names("after.")) {
            NDArray state = parameters.get(entry.substring("after.".length())).array();
            if (state.getDataType() == DataType.INT64) {
                comparison.exact(entry, state.toLongArray());
            } else {
                comparison.compare(entry, doubles(state), comparison.tolerance("after"));
            }
        }
        for (String entry : fixture.names("afternorm.")) {
            NDArray state =
                    parameters.get(entry.substring("afternorm.".length())).array();
            comparison.compare(entry, GradientCheck.norm(doubles(state)), comparison.tolerance("after"));
        }
    }
}
