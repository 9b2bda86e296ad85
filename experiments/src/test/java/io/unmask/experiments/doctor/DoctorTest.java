package io.unmask.experiments.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path folder;

    @Test
    void thisMachine_canRunTheTests() {
        for (Doctor.Examination examination : new Doctor(2).examinations()) {
            // The engine of this process may run with another number of threads: that is another test's business.
            if (!examination.subject().equals("libtorch")) {
                Finding finding = examination.finding();
                assertTrue(finding.state() != Finding.State.FAIL, finding.toString());
            }
        }
    }

    @Test
    void everythingWrong_hasACure() {
        Finding bad = new Doctor.Examination("x", () -> {
                    throw new BadInputException("x cannot be loaded: no\n    cure: install x");
                })
                .finding();
        assertEquals(new Finding(Finding.State.FAIL, "x", "x cannot be loaded: no", "install x"), bad);
        Finding broken = new Doctor.Examination("y", () -> {
                    throw new UnsatisfiedLinkError("libgomp.so.1 is missing");
                })
                .finding();
        assertEquals("does not work: libgomp.so.1 is missing", broken.detail());
        assertNotNull(broken.cure());
    }

    @Test
    void aFolderThatIsNone_cannotBeWrittenTo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Finding finding = Folders.of("cache", file.resolve("below"), "name another");
        assertEquals(Finding.State.FAIL, finding.state());
        assertEquals("name another", finding.cure());
        Finding fresh = Folders.of("cache", folder.resolve("a/b/c"), "name another");
        assertTrue(fresh.detail().endsWith(" MiB free"), fresh.detail());
    }
}
