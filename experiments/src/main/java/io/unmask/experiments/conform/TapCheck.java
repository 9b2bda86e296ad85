package io.unmask.experiments.conform;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares intermediate activations of one mode: in full, by evenly spaced samples, by their statistics. */
final class TapCheck {
    private final Fixture fixture;
    private final Comparison comparison;
    private final String mode;

    TapCheck(Fixture fixture, Comparison comparison, String mode) {
        this.fixture = fixture;
        this.comparison = comparison;
        this.mode = mode;
    }

    /** Compares the taps that the file holds; {@code find} gives the network's activation, or null. */
    void run(Function<String, @Nullable NDArray> find) {
        for (String kind : List.of("tap.", "tapsample.", "tapstat.")) {
            String prefix = kind + mode + ".";
            for (String entry : fixture.names(prefix)) {
                String tap = entry.substring(prefix.length());
                NDArray value = find.apply(tap);
                if (value == null) {
                    comparison.fail(entry + ": the network reports no such tap");
                } else if (sameShape(tap, value)) {
                    compare(kind, entry, NetworkCheck.doubles(value));
                }
            }
        }
    }

    private boolean sameShape(String tap, NDArray value) {
        JsonNode expected = fixture.json("tap_shapes").path(tap);
        String actual = Arrays.toString(value.getShape().getShape()).replace(" ", "");
        if (expected.isArray() && !expected.toString().equals(actual)) {
            comparison.fail("tap " + tap + ": shape " + actual + ", expected " + expected);
            return false;
        }
        return true;
    }

    private void compare(String kind, String entry, double[] values) {
        double tolerance = comparison.tolerance("tap");
        switch (kind) {
            case "tapsample." -> {
                int count = fixture.tensor(entry).size();
                comparison.compare(entry, sample(values, count), tolerance);
            }
            case "tapstat." -> comparison.within(entry, statisticError(entry, values), tolerance);
            default -> comparison.compare(entry, values, tolerance);
        }
    }

    /** Evenly spaced values: element floor(i · size / count) for each i. */
    static double[] sample(double[] values, int count) {
        double[] sample = new double[count];
        for (int i = 0; i < count; i++) {
            sample[i] = values[(int) ((long) i * values.length / count)];
        }
        return sample;
    }

    /**
     * Largest error of mean, L2 norm and largest magnitude. The scale of the mean is the root mean square, since
     * a mean near zero has no scale of its own.
     */
    private double statisticError(String entry, double[] values) {
        double[] expected = fixture.tensor(entry).doubles();
        double sum = 0;
        double largest = 0;
        for (double value : values) {
            sum += value;
            largest = Math.max(largest, Math.abs(value));
        }
        double mean = sum / values.length;
        double rms = expected[1] / Math.sqrt(values.length);
        return Math.max(
                Math.abs(mean - expected[0]) / rms,
                Math.max(
                        Math.abs(GradientCheck.norm(values) - expected[1]) / expected[1],
                        Math.abs(largest - expected[2]) / expected[2]));
    }
}
