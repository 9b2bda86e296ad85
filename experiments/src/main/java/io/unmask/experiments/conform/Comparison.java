package io.unmask.experiments.conform;

import com.fasterxml.jackson.databind.JsonNode;
import io.unmask.config.BadInputException;
import io.unmask.weights.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Compares what was computed with what a fixture expects, and keeps account: which entries were looked at,
 * what the largest errors were, what failed. An expected entry that nobody looked at is a failure.
 *
 * <p>Errors are scaled maximum errors, max|a − ref| / max(max|ref|, floor): relative errors of single elements
 * blow up near zero.
 */
public final class Comparison {
    /** Names of entries that begin so hold expectations; {@code gradout} is an input. */
    private static final List<String> EXPECTED = List.of("output", "grad", "after", "tap");

    private static final String GRADIENT_WEIGHTS = "gradout";
    private static final int SHOWN_FAILURES = 8;

    /** An error beside what is allowed. */
    record Worst(String entry, double error, double tolerance) {
        double ratio() {
            return tolerance > 0 ? error / tolerance : error == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
    }

    private final Fixture fixture;
    private final Set<String> open = new LinkedHashSet<>();
    private final Set<String> compared = new LinkedHashSet<>();
    private final Map<String, String> excused = new LinkedHashMap<>();
    private final Map<String, Worst> worst = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private String section = "";

    /** For the entries of one fixture. */
    public Comparison(Fixture fixture) {
        this.fixture = fixture;
        for (String name : fixture.content().tensors().keySet()) {
            String head = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
            if (EXPECTED.stream().anyMatch(head::startsWith) && !head.equals(GRADIENT_WEIGHTS)) {
                open.add(name);
            }
        }
    }

    /** An account of its own over the same fixture, to be adopted or thrown away; {@code suffix} is for its part. */
    Comparison attempt(String suffix) {
        Comparison attempt = new Comparison(fixture);
        attempt.section = section + suffix;
        return attempt;
    }

    /** Takes over what an attempt looked at and found. */
    void adopt(Comparison attempt) {
        open.removeAll(attempt.compared);
        open.removeAll(attempt.excused.keySet());
        compared.addAll(attempt.compared);
        excused.putAll(attempt.excused);
        failures.addAll(attempt.failures);
        attempt.worst.forEach((part, found) -> worst.merge(part, found, (a, b) -> b.ratio() <= a.ratio() ? a : b));
    }

    /** Whether something has failed so far. */
    boolean hasFailures() {
        return !failures.isEmpty();
    }

    /** Starts a part whose largest error is reported by itself: "float32", "float64". */
    public void section(String name) {
        section = name;
    }

    /**
     * What the metadata allows: keys such as {@code output}, {@code grad}, {@code after}, {@code tap}.
     *
     * @throws BadInputException if the metadata does not say
     */
    public double tolerance(String key) {
        JsonNode value = fixture.json("tolerance").path(key);
        if (!value.isNumber()) {
            throw new BadInputException(fixture.file() + ": metadata tolerance: expected a number '" + key + "', found "
                    + fixture.text("tolerance"));
        }
        return value.asDouble();
    }

    /** Whether the metadata states that tolerance. */
    public boolean hasTolerance(String key) {
        return fixture.json("tolerance").path(key).isNumber();
    }

    /** Compares an entry, row-major, by its scaled maximum error. */
    public void compare(String entry, double[] actual, double tolerance) {
        compare(entry, actual, tolerance, 0);
    }

    /** The same for a scalar. */
    public void compare(String entry, double actual, double tolerance) {
        compare(entry, new double[] {actual}, tolerance, 0);
    }

    /**
     * Compares an entry whose scale is at least {@code floor}.
     *
     * @param floor below this the largest reference value does not count as a scale; 0 for none
     */
    public void compare(String entry, double[] actual, double tolerance, double floor) {
        double[] expected = fixture.tensor(entry).doubles();
        if (sameSize(entry, actual.length, expected.length)) {
            within(entry, scaledError(actual, expected, floor), tolerance);
        }
    }

    /** Requires an entry to be equal in every element; an integer or float entry is compared as such. */
    public void exact(String entry, double[] actual) {
        double[] expected = fixture.tensor(entry).doubles();
        if (sameSize(entry, actual.length, expected.length)) {
            within(entry, scaledError(actual, expected, 0), 0);
        }
    }

    /** Requires an integer entry to be equal in every element. */
    public void exact(String entry, long[] actual) {
        TensorData expected = fixture.tensor(entry);
        if (sameSize(entry, actual.length, expected.size())) {
            long[] values = expected.longs();
            int wrong = 0;
            for (int i = 0; i < values.length; i++) {
                wrong += values[i] == actual[i] ? 0 : 1;
            }
            within(entry, wrong, 0);
        }
    }

    private boolean sameSize(String entry, int actual, int expected) {
        if (actual != expected) {
            looked(entry);
            failures.add(entry + ": " + actual + " values, expected " + expected);
        }
        return actual == expected;
    }

    /**
     * Records an error measured by a rule of one's own. {@code what} is an entry of the file, or any text where
     * the rule is about several of them (a median).
     */
    public void within(String what, double error, double tolerance) {
        looked(what);
        Worst found = new Worst(what, error, tolerance);
        // The negation also catches NaN.
        if (!(error <= tolerance)) {
            failures.add(String.format(Locale.ROOT, "%s: error %.2e, allowed %.0e", labelled(what), error, tolerance));
        }
        Worst known = worst.get(section);
        if (known == null || !(found.ratio() <= known.ratio())) {
            worst.put(section, found);
        }
    }

    /** Records a failure that is no number. */
    public void fail(String message) {
        failures.add(message);
    }

    /** Leaves an entry out because the metadata says that it cannot be compared. */
    public void notComparable(String entry, String why) {
        open.remove(entry);
        excused.put(entry, why);
    }

    private void looked(String entry) {
        open.remove(entry);
        if (fixture.has(entry)) {
            compared.add(entry);
        }
    }

    private String labelled(String what) {
        return section.isEmpty() ? what : section + " " + what;
    }

    /** max|a − b| / max(max|b|, floor); absolute where that scale is zero; NaN equals NaN and nothing else. */
    public static double scaledError(double[] actual, double[] expected, double floor) {
        double scale = floor;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            double a = actual[i];
            double b = expected[i];
            if (Double.isFinite(b)) {
                scale = Math.max(scale, Math.abs(b));
            }
            if (Double.compare(a, b) != 0 && a != b) {
                double difference = Math.abs(a - b);
                error = Math.max(error, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
            }
        }
        return scale > 0 ? error / scale : error;
    }

    /** What came of it; call it last. */
    Outcome outcome() {
        List<String> all = new ArrayList<>(failures);
        for (String entry : open) {
            all.add(entry + ": was not compared");
        }
        if (all.isEmpty() && compared.isEmpty()) {
            all.add("nothing to compare: no entry output*, grad*, after* or tap*");
        }
        List<String> shown = new ArrayList<>(all.subList(0, Math.min(all.size(), SHOWN_FAILURES)));
        if (all.size() > SHOWN_FAILURES) {
            shown.add("… and " + (all.size() - SHOWN_FAILURES) + " more");
        }
        return new Outcome(
                all.isEmpty() ? Outcome.Status.OK : Outcome.Status.FAIL,
                compared.size(),
                excused.size(),
                Map.copyOf(worst),
                shown);
    }
}
