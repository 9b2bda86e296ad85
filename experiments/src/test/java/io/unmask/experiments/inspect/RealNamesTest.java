package io.unmask.experiments.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealNamesTest {
    private static Clip clip(String dataset, String video, Label label) {
        return new Clip(dataset, "method", Compression.RAW, video, List.of("somebody"), label, List.of());
    }

    private static final RealNames NAMES = new RealNames(List.of(
            clip("ff", "000", Label.REAL),
            clip("ff", "003", Label.REAL),
            clip("celeb", "id0_0002", Label.REAL),
            clip("own", "anna_1", Label.REAL)));

    @ParameterizedTest
    @CsvSource({
        "ff, 000_003, ff/000",
        "ff, 003_000, ff/003",
        "celeb, id0_id1_0002, celeb/id0_0002",
        "own, anna_1, own/anna_1",
        "own, 000_003, ''",
        "celeb, id7_id1_0002, ''"
    })
    void aFake_findsTheRealOfItsDataSet(String dataset, String video, String real) {
        assertEquals(real, NAMES.real(clip(dataset, video, Label.FAKE)));
    }

    @Test
    void withoutAReal_aFakeIsAGroupByItself() {
        assertEquals("own/x", NAMES.group(clip("own", "x", Label.FAKE)));
        assertEquals("ff/000", NAMES.group(clip("ff", "000_003", Label.FAKE)));
    }
}
