package io.unmask.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("resnet18", "xception", "learning_rate", "meso4", "batch_size");

    @Test
    void slips_areRecognised() {
        assertEquals("xception", Nearest.to("xcepton", KNOWN));
        assertEquals("xception", Nearest.to("xcpetion", KNOWN));
        assertEquals("learning_rate", Nearest.to("learningRate", KNOWN));
        assertEquals("batch_size", Nearest.to("batch", KNOWN));
        assertEquals("resnet18", Nearest.to("resnet", KNOWN));
    }

    @Test
    void aFarName_hasNone() {
        assertNull(Nearest.to("vit", KNOWN));
        assertNull(Nearest.to("anything", List.of()));
    }

    @Test
    void distance_countsInsertDeleteReplaceAndSwap() {
        assertEquals(0, Nearest.distance("abc", "abc"));
        assertEquals(1, Nearest.distance("abc", "abd"));
        assertEquals(1, Nearest.distance("abc", "acb"));
        assertEquals(1, Nearest.distance("abc", "ab"));
        assertEquals(3, Nearest.distance("", "abc"));
    }
}
