package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.unmask.model.nn.Parameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the gradients of one backward pass: in full where the file holds them, else by norm and by projection
 * on a random direction, each against d = norm of the parameter's gradient + 1e-4 · norm of all gradients.
 */
final class GradientCheck {
    /** Gradients are read in stretches of this many elements, so that a large layer needs no large Java array. */
    private static final int STRETCH = 1 << 20;

    private static final double SHARE_OF_TOTAL = 1e-4;
    private static final double FLOOR_OF_LARGEST = 1e-3;
    private static final double ZERO_OF_LARGEST = 1e-2;

    private record Measure(double norm, double projection) {}

    private final Fixture fixture;
    private final Comparison comparison;
    private final Parameters parameters;
    private final boolean sharp;
    private final double tolerance;
    private final Set<String> zero;

    GradientCheck(Fixture fixture, Comparison comparison, Parameters parameters) {
        this.fixture = fixture;
        this.comparison = comparison;
        this.parameters = parameters;
        sharp = parameters.flat().getDataType() == DataType.FLOAT64;
        tolerance = comparison.tolerance(sharp ? "all_in_float64" : "grad");
        zero = NetworkCheck.namesIn(fixture.json("zero_gradients"));
    }

    void run(Map<String, NDArray> inputs) {
        norms();
        if (!sharp) {
            unused();
            full(inputs);
            inputs.forEach(this::input);
        }
    }

    private void norms() {
        String normPrefix = sharp ? "gradnorm64.param." : "gradnorm.param.";
        String projectionPrefix = sharp ? "gradproj64.param." : "gradproj.param.";
        double total =
                fixture.has("gradnorm.total") ? fixture.tensor("gradnorm.total").doubles()[0] : 0;
        double squares = 0;
        List<Double> normErrors = new ArrayList<>();
        List<Double> projectionErrors = new ArrayList<>();
        for (String entry : fixture.names(normPrefix)) {
            String name = entry.substring(normPrefix.length());
            Measure measured = measure(name);
            squares += measured.norm * measured.norm;
            double expected = fixture.tensor(entry).doubles()[0];
            double scale = expected + SHARE_OF_TOTAL * total;
            judge(entry, "param." + name, Math.abs(measured.norm - expected) / scale, normErrors);
            String projection = projectionPrefix + name;
            if (fixture.has(projection)) {
                double error = Math.abs(
                                measured.projection - fixture.tensor(projection).doubles()[0])
                        / scale;
                judge(projection, "param." + name, error, projectionErrors);
            }
        }
        if (!sharp) {
            if (fixture.has("gradnorm.total")) {
                comparison.compare("gradnorm.total", Math.sqrt(squares), tolerance);
            }
            median("median of gradnorm.param", normErrors);
            median("median of gradproj.param", projectionErrors);
        }
    }

    private void judge(String entry, String name, double error, List<Double> errors) {
        comparison.within(entry, error, tolerance);
        if (!zero.contains(name)) {
            errors.add(error);
        }
    }

    private void median(String what, List<Double> errors) {
        if (!errors.isEmpty() && comparison.hasTolerance("grad_median")) {
            Collections.sort(errors);
            comparison.within(what, errors.get(errors.size() / 2), comparison.tolerance("grad_median"));
        }
    }

    private Measure measure(String name) {
        try (NDArray gradient = parameters.get(name).array().getGradient();
                NDArray flat = gradient.flatten()) {
            RuleV1 rule = RuleV1.of(fixture);
            double squares = 0;
            double projection = 0;
            for (long begin = 0; begin < flat.size(); begin += STRETCH) {
                long end = Math.min(begin + STRETCH, flat.size());
                double[] values;
                try (NDArray stretch = flat.get(new NDIndex(begin + ":" + end))) {
                    values = NetworkCheck.doubles(stretch);
                }
                float[] direction = rule.uniform("proj." + name, begin, values.length, -1, 1);
                for (int i = 0; i < values.length; i++) {
                    squares += values[i] * values[i];
                    projection += values[i] * direction[i];
                }
            }
            return new Measure(Math.sqrt(squares), projection);
        }
    }

    /** A trained tensor without an entry must be one that the metadata calls unused, and have no gradient. */
    private void unused() {
        if (fixture.names("gradnorm.param.").isEmpty()) {
            return;
        }
        Set<String> unused = NetworkCheck.namesIn(fixture.json("unused"));
        for (String name : parameters.trainedNames()) {
            if (!fixture.has("gradnorm.param." + name)) {
                if (!unused.contains("param." + name)) {
                    comparison.fail("param." + name + ": the network has it, the file has no gradient of it");
                } else if (measure(name).norm != 0) {
                    comparison.fail("param." + name + ": has a gradient, the metadata calls it unused");
                }
            }
        }
    }

    private void full(Map<String, NDArray> inputs) {
        double largest = 0;
        for (String entry : fixture.names("grad.")) {
            for (double value : fixture.tensor(entry).doubles()) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        for (String entry : fixture.names("grad.")) {
            String name = entry.substring("grad.".length());
            NDArray holder = name.startsWith("input.")
                    ? inputs.get(name.substring("input.".length()))
                    : parameters.get(name.substring("param.".length())).array();
            if (holder == null) {
                comparison.fail(entry + ": the network has no such input");
                continue;
            }
            double[] gradient = gradient(holder);
            if (zero.contains(name)) {
                double size = 0;
                for (double value : gradient) {
                    size = Math.max(size, Math.abs(value));
                }
                comparison.within(entry, size / largest, ZERO_OF_LARGEST);
            } else {
                comparison.compare(entry, gradient, tolerance, FLOOR_OF_LARGEST * largest);
            }
        }
    }

    private void input(String name, NDArray x) {
        String norm = "gradnorm.input." + name;
        String sample = "gradsample.input." + name;
        if (fixture.has(norm)) {
            comparison.compare(norm, norm(gradient(x)), tolerance);
        }
        if (fixture.has(sample)) {
            int count = fixture.tensor(sample).size();
            comparison.compare(sample, TapCheck.sample(gradient(x), count), tolerance);
        }
    }

    private static double[] gradient(NDArray holder) {
        try (NDArray gradient = holder.getGradient()) {
            return NetworkCheck.doubles(gradient);
        }
    }

    /** Square root of the sum of squares. */
    static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
