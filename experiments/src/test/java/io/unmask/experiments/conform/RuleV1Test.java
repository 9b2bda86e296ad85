package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RuleV1Test {
    private static final RuleV1 SEVEN = RuleV1.of(7, 1);

    @Test
    void workedExample_isReproduced() {
        float[] values = SEVEN.parameter("layer1.0.conv1.weight", 64, 3, 3, 3);
        assertArrayEquals(new float[] {0.31072375f, 0.06932465f, 0.32449302f}, Arrays.copyOf(values, 3));
    }

    @Test
    void aStretch_equalsThatPartOfTheWhole() {
        float[] whole = SEVEN.uniform("proj.fc.weight", 0, 100, -1, 1);
        assertArrayEquals(Arrays.copyOfRange(whole, 60, 75), SEVEN.uniform("proj.fc.weight", 60, 15, -1, 1));
    }

    @Test
    void range_dependsOnTheLastPartOfTheName_thenOnTheShape() {
        assertEquals(new RuleV1.Range(0.6, 1.4), SEVEN.range("bn1.running_var", 4));
        assertEquals(new RuleV1.Range(-0.2, 0.2), SEVEN.range("fc.bias", 4));
        assertEquals(new RuleV1.Range(0.6, 1.4), SEVEN.range("bn1.weight", 4));
        assertEquals(new RuleV1.Range(-0.5, 0.5), SEVEN.range("fc.weight", 2, 12));
        assertEquals(new RuleV1.Range(0.3, 0.9), SEVEN.range("lfe0.gamma", 1));
    }
}
