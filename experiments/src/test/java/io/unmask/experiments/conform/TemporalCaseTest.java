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

/** The networks of clips against what the official programs gave, in evaluation mode; the whole fixtures take minutes. */
class TemporalCaseTest {
    @Test
    void everyNetworkOfClips_isOk() throws URISyntaxException {
        Path fixtures = Path.of(Objects.requireNonNull(TemporalCaseTest.class.getResource("/fixtures/temporal"))
                .toURI());
        StringWriter printed = new StringWriter();
        assertTrue(new Conform(new PrintWriter(printed)).run(List.of(fixtures), Set.of("temporal")), printed::toString);
        assertFalse(printed.toString().contains("[SKIP]"), printed::toString);
    }
}
