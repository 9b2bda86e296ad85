package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MultiAttentionConformTest {
    @Test
    void poolingAndRegionLosses_equalTheOfficialOnes() throws Exception {
        var printed = new StringWriter();
        Path folder = Path.of(Objects.requireNonNull(MultiAttentionConformTest.class.getResource("/fixtures/mat"))
                .toURI());
        assertTrue(new Conform(new PrintWriter(printed)).run(List.of(folder), Set.of("mat")), printed::toString);
        assertFalse(printed.toString().contains("[SKIP]"), printed::toString);
    }
}
