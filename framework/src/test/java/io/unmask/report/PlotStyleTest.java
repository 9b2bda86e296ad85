package io.unmask.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlotStyleTest {
    @Test
    void aLongName_isBrokenBetweenWordsAndLosesNothing() {
        String name = "two streams with cross-modal attention, third attempt";
        String label = PlotStyle.legendLabel(name, "AUC 97.12");
        assertTrue(label.lines().count() > 1);
        assertEquals(name + ", AUC 97.12", label.replace('\n', ' '));
    }

    @Test
    void aNameOfOneWord_isBrokenAnywhere() {
        String name = "x".repeat(90);
        assertEquals(
                name + ", AUC 97.12",
                PlotStyle.legendLabel(name, "AUC 97.12")
                        .replaceAll("x\nx", "xx")
                        .replace('\n', ' '));
    }

    @Test
    void aShortName_staysOnOneLine() {
        assertEquals("full, AUC 97.12", PlotStyle.legendLabel("full", "AUC 97.12"));
    }
}
