package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class M2trConformTest {
    @Test
    void headAndDecoder_equalTheOfficialOnes() throws URISyntaxException {
        var folder = Path.of(Objects.requireNonNull(M2trConformTest.class.getResource("/fixtures/m2tr"))
                .toURI());
        var printed = new StringWriter();
        assertTrue(new Conform(new PrintWriter(printed)).run(List.of(folder), Set.of("m2tr")), printed::toString);
        assertFalse(printed.toString().contains("[SKIP]"), printed::toString);
    }
}
