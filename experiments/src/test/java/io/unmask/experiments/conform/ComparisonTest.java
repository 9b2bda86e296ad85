package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Comparison of(String entry, float... expected) {
        return new Comparison(new Fixture(
                Path.of("case.safetensors"),
                new Safetensors(
                        Map.of(entry, TensorData.of(expected, expected.length)),
                        Map.of("tolerance", "{\"output\": 0.01}"))));
    }

    @Test
    void error_isScaledByTheLargestReference_orTheFloor() {
        double[] actual = {1.5, 10};
        assertEquals(0.05, Comparison.scaledError(actual, new double[] {1, 10}, 0), 1e-12);
        assertEquals(0.005, Comparison.scaledError(actual, new double[] {1, 10}, 100), 1e-12);
        assertEquals(0.5, Comparison.scaledError(new double[] {0.5}, new double[] {0}, 0), 1e-12);
    }

    @Test
    void notANumber_failsAgainstANumber_andEqualsItself() {
        assertEquals(Double.POSITIVE_INFINITY, Comparison.scaledError(new double[] {Double.NaN}, new double[] {1}, 0));
        assertEquals(0, Comparison.scaledError(new double[] {Double.NaN}, new double[] {Double.NaN}, 0));
        Comparison comparison = of("output.x", 1);
        comparison.compare("output.x", Double.NaN, comparison.tolerance("output"));
        assertEquals(Outcome.Status.FAIL, comparison.outcome().status());
    }

    @Test
    void tolerance_isTheLastErrorThatPasses() {
        Comparison comparison = of("output.x", 100);
        comparison.compare("output.x", 101, 0.01);
        assertEquals(Outcome.Status.OK, comparison.outcome().status());
        Comparison other = of("output.x", 100);
        other.compare("output.x", 101.1, 0.01);
        assertEquals(Outcome.Status.FAIL, other.outcome().status());
    }

    @Test
    void otherNumberOfValues_fails() {
        Comparison comparison = of("output.x", 1, 2);
        comparison.compare("output.x", new double[] {1}, 1);
        assertTrue(comparison.outcome().messages().contains("output.x: 1 values, expected 2"));
    }

    @Test
    void entryNotLookedAt_fails_excusedOneDoesNot() {
        assertEquals(Outcome.Status.FAIL, of("grad.x", 1).outcome().status());
        Comparison comparison = of("output.x", 1);
        comparison.notComparable("output.x", "the metadata says so");
        assertEquals(1, comparison.outcome().excused());
        assertTrue(comparison.outcome().messages().stream().noneMatch(m -> m.contains("was not compared")));
    }

    @Test
    void attemptThatWasNotAdopted_leavesNoTrace() {
        Comparison comparison = of("output.x", 1);
        comparison.attempt(" second").compare("output.x", 1, 0.01);
        assertEquals(Outcome.Status.FAIL, comparison.outcome().status());
        Comparison attempt = comparison.attempt(" third");
        attempt.compare("output.x", 1, 0.01);
        comparison.adopt(attempt);
        assertEquals(Outcome.Status.OK, comparison.outcome().status());
    }
}
