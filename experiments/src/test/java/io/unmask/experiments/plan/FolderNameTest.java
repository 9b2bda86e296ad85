package io.unmask.experiments.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNameTest {
    @ParameterizedTest
    @CsvSource({
        "full,full",
        "no cmce,no-cmce",
        "1e-3,1e-3",
        "ff++,ff++",
        "'a, b',a-b",
        "../x,x",
        "a/b\\c,a-b-c",
        "end.,end"
    })
    void aLabel_keepsWhatIsSafe(String label, String name) {
        assertEquals(name, FolderName.of(label));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "/", "日本", "  ", "-"})
    void aLabelOfNothingSafe_isTheSameSafeNameEachTime(String label) {
        assertTrue(FolderName.isSafe(FolderName.of(label)), FolderName.of(label));
        assertEquals(FolderName.of(label), FolderName.of(label));
        assertNotEquals(FolderName.of(label), FolderName.of(label + "本"));
    }

    @Test
    void longLabels_areCutAndToldApart() {
        String one = FolderName.of("x".repeat(300) + "1");
        String two = FolderName.of("x".repeat(300) + "2");
        assertTrue(FolderName.isSafe(one));
        assertNotEquals(one, two);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "a b", "a\nb", "-x", "ä", "x."})
    void unsafeNames_areRefused(String name) {
        assertFalse(FolderName.isSafe(name));
    }
}
