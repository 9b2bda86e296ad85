package io.unmask.experiments.conform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocateAndVerifyConformTest {
    @ParameterizedTest
    @ValueSource(strings = {"mpff_exact", "mpff_padded", "mask_and_pad_pool"})
    void patches_areTheOfficialOnes(String name) throws URISyntaxException {
        var url = LocateAndVerifyConformTest.class.getResource("/fixtures/lv/" + name + ".safetensors");
        var printed = new StringWriter();
        Path file = Path.of(Objects.requireNonNull(url).toURI());
        assertTrue(new Conform(new PrintWriter(printed)).run(List.of(file), Set.of("lv")), printed::toString);
        assertTrue(printed.toString().startsWith("[OK]"), printed::toString);
    }
}
